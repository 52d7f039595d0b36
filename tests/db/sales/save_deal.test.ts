import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  contactId,
  dealId,
  getContact,
  history,
  itIsForSellers,
  saveContact,
  saveDeal,
  stages,
} from '../support/sales.ts'

const db = await createDatabase()

describe('save_deal', () => {
  it('begins in the first stage, and makes an opportunity of its person', () =>
    db.rolledBack(async (session) => {
      await saveContact(session)
      const deal = await saveDeal(session, {
        contact_id: contactId,
        owner_id: people['recepcao@aurora.test'].id,
      })
      expect(deal).toMatchObject({
        stage_name: 'Primeiro contato',
        status: 'open',
        value_cents: 240000,
        contact_name: 'Nina Prado',
      })
      expect((await getContact(session)).contact.stage).toBe('opportunity')
      const found = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select kind, title from public.search_global(${aurora.id}, 'pacote de avaliação')`,
      )
      expect(found).toEqual([{ kind: 'deal', title: 'Pacote de avaliação' }])
    }))

  it('changes what the form holds, not where it stands, and tells of an older form', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      const [, second] = await stages(session)
      const saved = await saveDeal(session, { value_cents: 100, stage_id: second!.id }, { version: 1 })
      expect(saved).toMatchObject({ value_cents: 100, stage_name: 'Primeiro contato', version: 2 })
      expect((await history(session))[0]).toMatchObject({
        before: { value_cents: 240000 },
        after: { value_cents: 100 },
      })
      await expectRefusal(() => saveDeal(session, {}, { version: 1 }), 'PT409', 'changed_meanwhile')
    }))

  it.each([
    [{ value_cents: -1 }, 'PT400', 'invalid_amount'],
    [{ title: '' }, 'PT400', 'invalid_name'],
    [{ origin: 'lua' }, 'PT400', 'invalid_sale'],
    [{ owner_id: people['terapeuta@aurora.test'].id }, 'PT404', 'member_not_found'],
    [{ contact_id: dealId }, 'PT404', 'contact_not_found'],
    [{ company_id: dealId }, 'PT404', 'company_not_found'],
    [{ stage_id: dealId }, 'PT404', 'pipeline_not_found'],
  ])('refuses %o', (deal, state, code) =>
    db.rolledBack((session) => expectRefusal(() => saveDeal(session, deal), state, code)),
  )

  itIsForSellers(
    db,
    (sql) => sql`select public.save_deal(${aurora.id}, gen_random_uuid(), null, '{"title": "Pacote"}')`,
  )
})
