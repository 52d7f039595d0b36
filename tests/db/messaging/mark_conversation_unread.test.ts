import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const mark = (session: Session, how: 'read' | 'unread') =>
  session.asUser('recepcao@aurora.test', (sql) =>
    how === 'read'
      ? sql`select * from public.mark_conversation_read(${aurora.id}, ${key})`
      : sql`select * from public.mark_conversation_unread(${aurora.id}, ${key})`,
  )

describe('mark_conversation_unread', () => {
  it('makes a conversation unread, tells the screens, and a look reads it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await mark(session, 'read')
      expect(await mark(session, 'unread')).toMatchObject([{ unread_count: 1 }])
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { unread_count: 1 } },
      })
      expect(await mark(session, 'read')).toMatchObject([{ unread_count: 0 }])
    }))

  it('leaves the number of what is unread already', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2' })
      expect(await mark(session, 'unread')).toMatchObject([{ unread_count: 2 }])
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) =>
      expectRefusal(() => mark(session, 'unread'), 'PT404', 'conversation_not_found'),
    ))

  itIsForMembers(
    db,
    (sql) => sql`select public.mark_conversation_unread(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
