import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, fingerprint, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, messagesOf, only } from '../support/inbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const read = (session: Session, threadKey = key, seenId: string | null = null) =>
  session.asUser(
    'terapeuta@aurora.test',
    (sql) => sql`select * from public.mark_conversation_read(${aurora.id}, ${threadKey}, ${seenId})`,
  )

describe('mark_conversation_read', () => {
  it('leaves nothing unread and tells the other screens', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', occurred_at: at(1) })
      expect(await read(session)).toMatchObject([{ unread_count: 0 }])
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { unread_count: 0 } },
      })
    }))

  it('leaves what arrived after the newest message that was seen, also when it was written before', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: at(5) })
      const seen = only(await messagesOf(session))
      await receive(session, { provider_message_id: 'A2', occurred_at: at(6) })
      await receive(session, { provider_message_id: 'A3', occurred_at: at(1) })
      await receive(session, {
        provider_message_id: 'A4',
        from_me: true,
        content: { via_api: true },
        occurred_at: at(7),
      })
      expect(await read(session, key, seen.id)).toMatchObject([{ unread_count: 2 }])
      const before = await fingerprint(session)
      expect(await read(session, key, seen.id)).toMatchObject([{ unread_count: 2 }])
      expect(await fingerprint(session)).toBe(before)
      expect(await read(session)).toMatchObject([{ unread_count: 0 }])
      expect(await read(session, key, seen.id)).toMatchObject([{ unread_count: 0 }])
    }))

  it('changes nothing when nothing is unread', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await read(session)
      const before = await fingerprint(session)
      expect(await read(session)).toMatchObject([{ unread_count: 0 }])
      expect(await fingerprint(session)).toBe(before)
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => read(session), 'PT404', 'conversation_not_found')))

  it('loses no message that arrives at the same time', async () => {
    const address = { phone: '+5511900000031' }
    await receive(db, { provider_message_id: 'R0', address })
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => [
        receive(db, { provider_message_id: `R${n + 1}`, address, occurred_at: at(n + 1) }),
        read(db, `whatsapp:${address.phone}`),
      ]).flat(),
    )
    const [row] = await db.asPostgres(
      (sql) => sql`
        select t.unread_count <= 11 and t.unread_count >= 0 as sane,
          (select count(*)::int from public.conversation_messages m where m.tenant_id = t.tenant_id and m.thread_id = t.id) as messages
        from public.conversation_threads t where t.phone = ${address.phone}`,
    )
    expect(row).toEqual({ sane: true, messages: 11 })
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.mark_conversation_read(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
