import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, mariana, message, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const get = (session: Session, threadKey: string) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.get_conversation(${aurora.id}, ${threadKey})`,
  )

describe('get_conversation', () => {
  it('finds a conversation by its key and by every other address of the person', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana, lid: '777' } })
      const [byPhone] = await get(session, key)
      const [byLid] = await get(session, 'whatsapp:lid:777')
      expect(byPhone).toMatchObject({ thread_key: key, contact_name: 'Mariana Lopes' })
      expect(byLid).toEqual(byPhone)
    }))

  it.each(['whatsapp:+5500000000000', 'sms:+5511987650001', 'nonsense', ''])(
    'does not know the key %j',
    (threadKey) =>
      db.rolledBack(async (session) => {
        await receive(session, { provider_message_id: 'A1' })
        await expectRefusal(() => get(session, threadKey), 'PT404', 'conversation_not_found')
      }),
  )

  it('does not know a conversation of another clinic', () =>
    db.rolledBack(async (session) => {
      await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })], { clinic: 'horizonte' }))
      await expectRefusal(() => get(session, key), 'PT404', 'conversation_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.get_conversation(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
