import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('get_waiting_settings', () => {
  it('is off until somebody wants it', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_waiting_settings', {}, 'terapeuta@aurora.test')).toEqual({
        is_on: false,
        deadline_minutes: 60,
        offers_at_once: 1,
        notice_hours: 4,
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_waiting_settings(${aurora.id})`)
})
