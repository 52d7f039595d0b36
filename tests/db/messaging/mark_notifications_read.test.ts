import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { notificationsOf, unreadOf } from '../support/notifications.ts'

const db = await createDatabase()
const reception = 'recepcao@aurora.test'

async function told(session: Session) {
  await receive(session, { provider_message_id: 'A1' })
  await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
  return notificationsOf(session, reception)
}

const mark = async (session: Session, id: string | null, key: string | null, as = reception) => {
  const [row] = await session.asUser(
    as as typeof reception,
    (sql) => sql`select public.mark_notifications_read(${aurora.id}, ${id}, ${key}) as left`,
  )
  return row?.left as number
}

describe('mark_notifications_read', () => {
  it('marks one, those of a conversation, or all, and tells the other screens of the person', () =>
    db.rolledBack(async (session) => {
      const [first] = await told(session)
      expect(await mark(session, first!.id, null)).toBe(1)
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({ event: 'notifications_read' })
      expect(await mark(session, null, `whatsapp:${mariana}`)).toBe(0)
      await receive(session, { provider_message_id: 'A2' })
      expect(await mark(session, null, null)).toBe(0)
      expect(await unreadOf(session, 'admin@aurora.test')).toBe(2)
    }))

  it('leaves those of colleagues alone', () =>
    db.rolledBack(async (session) => {
      const [first] = await told(session)
      await mark(session, first!.id, null, 'admin@aurora.test')
      expect(await unreadOf(session, reception)).toBe(2)
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) =>
      expectRefusal(() => mark(session, null, 'whatsapp:+1'), 'PT404', 'conversation_not_found'),
    ))

  itIsForMembers(db, (sql) => sql`select public.mark_notifications_read(${aurora.id})`)
})
