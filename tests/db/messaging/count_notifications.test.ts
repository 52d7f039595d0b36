import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { unreadOf } from '../support/notifications.ts'

const db = await createDatabase()

describe('count_notifications', () => {
  it('counts one’s own that are unread', () =>
    db.rolledBack(async (session) => {
      expect(await unreadOf(session, 'recepcao@aurora.test')).toBe(0)
      await receive(session, { provider_message_id: 'A1' })
      expect(await unreadOf(session, 'recepcao@aurora.test')).toBe(1)
    }))

  itIsForMembers(db, (sql) => sql`select public.count_notifications(${aurora.id})`)
})
