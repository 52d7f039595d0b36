import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'

const db = await createDatabase()

const start = async (session: Session, phone: string | null, name: string | null = null) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.start_conversation(${aurora.id}, ${phone}, ${name})`,
  )
  return row!
}

describe('start_conversation', () => {
  it.each([
    '(11) 98765-0001',
    '011 98765 0001',
    '+55 11 98765-0001',
    '5511987650001',
    '11 8765-0001',
    '+55 (011) 98765-0001',
    '+55 0 11 98765-0001',
  ])('opens one conversation for the number typed as %s', (phone) =>
    db.rolledBack(async (session) => {
      expect(await start(session, phone, 'Mariana')).toMatchObject({
        thread_key: `whatsapp:${mariana}`,
        phone: mariana,
        contact_name: 'Mariana',
        unread_count: 0,
        last_message_id: null,
      })
    }),
  )

  it('finds the conversation that the patient began, and opens it again', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { id } = only(await threadsOf(session))
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.set_conversation_status(${aurora.id}, ${`whatsapp:${mariana}`}, 'finished')`,
      )
      expect(await start(session, '11987650001', 'Another Name')).toMatchObject({
        id,
        status: 'open',
        contact_name: 'Mariana Lopes',
      })
    }))

  it('gives its name to a conversation without one, whatever the patient is called later', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', contact_name: null })
      expect(await start(session, '11987650001', 'Dona Lurdes')).toMatchObject({
        contact_name: 'Dona Lurdes',
        name_source: 'person',
      })
      await receive(session, { provider_message_id: 'A2', contact_name: 'lu', occurred_at: at(1) })
      expect(only(await threadsOf(session)).contact_name).toBe('Dona Lurdes')
    }))

  it('is joined by the patient’s answer', () =>
    db.rolledBack(async (session) => {
      const { id } = await start(session, '11987650001')
      await receive(session, {
        provider_message_id: 'A1',
        address: { phone: '+551187650001' },
        occurred_at: at(1),
      })
      expect(only(await threadsOf(session))).toMatchObject({
        id,
        unread_count: 1,
        contact_name: 'Mariana Lopes',
      })
    }))

  it.each(['', '123', 'abc', '(11) 12345-6789', null])('refuses %j as a phone', (phone) =>
    db.rolledBack((session) => expectRefusal(() => start(session, phone), 'PT400', 'invalid_phone')),
  )

  it('eight times at once is one conversation', async () => {
    const rows = await Promise.all(Array.from({ length: 8 }, () => start(db, '21 99999-0000')))
    expect(new Set(rows.map((row) => row.id as string)).size).toBe(1)
  })

  itIsForMembers(db, (sql) => sql`select public.start_conversation(${aurora.id}, '11987650001')`)
})
