import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { saveSettings } from '../support/notifications.ts'

const db = await createDatabase()
const reception = 'recepcao@aurora.test'

describe('save_notification_settings', () => {
  it('keeps one’s own, and nobody else’s', () =>
    db.rolledBack(async (session) => {
      const [row] = await saveSettings(session, reception, { rule: 'mine', from: '22:00', until: '07:00' })
      expect(row?.settings).toMatchObject({ rule: 'mine', quiet_from: '22:00', quiet_until: '07:00' })
      await saveSettings(session, reception, { muted: true })
      const rows = await session.asUser(reception, (sql) => sql`select * from public.notification_settings`)
      expect(rows).toMatchObject([{ is_muted: true, rule: 'all', quiet_from: null }])
      expect(
        await session.asUser('admin@aurora.test', (sql) => sql`select * from public.notification_settings`),
      ).toEqual([])
    }))

  it.each([
    ['half of the hours', { from: '22:00' }],
    ['hours of no length', { from: '22:00', until: '22:00' }],
    ['an unknown rule', { rule: 'some' }],
  ])('refuses %s', (_, settings) =>
    db.rolledBack((session) =>
      expectRefusal(
        () => saveSettings(session, reception, settings),
        'PT400',
        'invalid_notification_settings',
      ),
    ),
  )

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.save_notification_settings(${aurora.id}, false, true, 'all', null, null, false)`,
  )
})
