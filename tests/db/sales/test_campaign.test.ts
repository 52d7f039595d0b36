import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { definition, openUnofficial, owner, run, text } from '../support/campaigns.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()
const test = (session: Session, args = {}) =>
  ask(
    session,
    'test_campaign',
    { definition: definition(), variant: 'a', phone: '11987651234', client_id: randomUUID(), ...args },
    owner,
  )

describe('test_campaign', () => {
  it('sends one text to one phone, once, with the own name in it', () =>
    db.rolledBack(async (session) => {
      await openUnofficial(session)
      const client_id = randomUUID()
      await test(session, { client_id })
      await test(session, { client_id })
      expect((await run(session)).map(({ message }) => message.body)).toEqual([
        'Oi, Dona! Novidades da Clínica Aurora. Responda SAIR para não receber mais.',
      ])
      expect(await ask(session, 'list_campaigns')).toEqual([])
    }))

  it('refuses a text with problems, and what is no phone', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => test(session), 'PT409', 'campaign_has_problems')
      await openUnofficial(session)
      await expectRefusal(() => test(session, { phone: 'x' }), 'PT400', 'invalid_phone')
      await expectRefusal(
        () => test(session, { definition: definition({ variants: [text('{{x}} sair')] }) }),
        'PT409',
        'campaign_has_problems',
      )
    }))

  itIsForAdmins(
    db,
    (sql) =>
      sql`select public.test_campaign(${aurora.id}, ${sql.json(definition())}, 'a', '11987651234', ${randomUUID()})`,
  )
})
