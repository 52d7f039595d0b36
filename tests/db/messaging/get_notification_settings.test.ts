import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('get_notification_settings', () => {
  it('answers the defaults to who has saved none', () =>
    db.rolledBack(async (session) => {
      const [row] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.get_notification_settings(${aurora.id}) as settings`,
      )
      expect(row?.settings).toEqual({
        is_muted: false,
        plays_sound: true,
        rule: 'all',
        quiet_from: null,
        quiet_until: null,
        shows_text_in_push: false,
        time_zone: 'America/Sao_Paulo',
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_notification_settings(${aurora.id})`)
})
