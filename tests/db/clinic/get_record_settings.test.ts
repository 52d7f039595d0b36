import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

import { answer, call } from '../support/workspace.ts'

const db = await createDatabase()

describe('get_record_settings', () => {
  it('is twenty years, an hour and those who treat, until the clinic says otherwise', () =>
    db.rolledBack(async (session) => {
      expect(await answer(session, 'get_record_settings')).toEqual({
        keep_years: 20,
        break_glass_minutes: 60,
        break_glass_roles: ['supervisor', 'therapist'],
      })
      await call(
        session,
        'save_record_settings',
        { p_keep_years: 30, p_break_glass_minutes: 30, p_break_glass_roles: ['therapist'] },
        'dona@aurora.test',
      )
      expect(await answer(session, 'get_record_settings')).toEqual({
        keep_years: 30,
        break_glass_minutes: 30,
        break_glass_roles: ['therapist'],
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_record_settings(${aurora.id})`)
})
