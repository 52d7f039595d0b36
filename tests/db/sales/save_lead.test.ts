import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { mariana, receive } from '../support/events.ts'
import { history, itIsForSellers, race, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('save_lead', () => {
  it('keeps a lead with its score, and what stood there before', () =>
    db.rolledBack(async (session) => {
      const lead = await saveLead(session, {
        phone: '11 97777-0001',
        company: 'Padaria Sol',
        message: 'Queria uma avaliação',
      })
      expect(lead).toMatchObject({
        status: 'new',
        score: 55,
        phone: '+5511977770001',
        email: 'otto@exemplo.test',
      })
      const changed = await saveLead(session, { status: 'contacted' }, { version: 1 })
      expect(changed).toMatchObject({
        status: 'contacted',
        version: 2,
        score: 25,
        message: 'Queria uma avaliação',
      })
      expect((await history(session))[0]).toMatchObject({
        before: { status: 'new', phone: '+5511977770001' },
        after: { status: 'contacted', phone: null },
      })
      await expectRefusal(() => saveLead(session, {}, { version: 1 }), 'PT409', 'changed_meanwhile')
    }))

  it('keeps one open lead a person, also of two at once', async () => {
    const save = () => saveLead(db, { email: 'dupla@exemplo.test' }, { id: randomUUID() })
    const { done, refused } = await race([save(), save()])
    expect([done.length, refused]).toEqual([1, ['lead_exists']])
  })

  it('belongs to the conversation it came from', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'L1', address: { phone: mariana } })
      const lead = await saveLead(session, { thread_key: `whatsapp:${mariana}`, phone: mariana })
      expect(lead).toMatchObject({ thread_key: `whatsapp:${mariana}`, origin: 'whatsapp' })
    }))

  it.each([
    [{ email: 'nada' }, 'PT400', 'invalid_email'],
    [{ phone: '12' }, 'PT400', 'invalid_phone'],
    [{ status: 'converted' }, 'PT400', 'invalid_status'],
    [{ thread_key: 'whatsapp:+5511900000000' }, 'PT404', 'conversation_not_found'],
  ])('refuses %o', (lead, state, code) =>
    db.rolledBack((session) => expectRefusal(() => saveLead(session, lead), state, code)),
  )

  itIsForSellers(
    db,
    (sql) => sql`select public.save_lead(${aurora.id}, gen_random_uuid(), null, '{"full_name": "Otto"}')`,
  )
})
