import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { address, evolutionEvent, ingest, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const rename = async (session: Session, name: string | null, thread = key) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.rename_conversation(${aurora.id}, ${thread}, ${name})`,
  )
  return row!
}

describe('rename_conversation', () => {
  it('names the conversation and tells the screens, once', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await rename(session, '  Dona \n Lurdes ')).toMatchObject({
        contact_name: 'Dona Lurdes',
        name_source: 'person',
      })
      const told = await broadcastsOf(session)
      expect(told.at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { contact_name: 'Dona Lurdes' } },
      })
      await rename(session, 'Dona Lurdes')
      expect(await broadcastsOf(session)).toHaveLength(told.length)
    }))

  it('takes out what is not seen', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect((await rename(session, 'Ana\u202e\u200b Paula\u0007')).contact_name).toBe('Ana Paula')
    }))

  it('gives the name back to the address book when it is empty, and then to the next message', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', contact_name: 'mari' })
      await rename(session, 'Dona Lurdes')
      expect(await rename(session, '')).toMatchObject({ contact_name: null, name_source: null })
      await receive(session, { provider_message_id: 'A2', contact_name: 'mari' })
      await ingest(
        session,
        evolutionEvent([
          {
            type: 'contact',
            address: address({ phone: mariana }),
            name: 'Maria Unimed',
            name_source: 'address_book',
          },
        ]),
      )
      await rename(session, 'Dona Lurdes')
      expect(await rename(session, null)).toMatchObject({
        contact_name: 'Maria Unimed',
        name_source: 'address_book',
      })
    }))

  it('refuses a conversation that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(() => rename(session, 'X', 'whatsapp:+5511900000000'), 'PT404', 'conversation_not_found'),
    ))

  itIsForMembers(db, (sql) => sql`select public.rename_conversation(${aurora.id}, ${key}, 'X')`)
})
