import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const save = (
  session: Parameters<typeof answer>[0],
  years: number | null,
  minutes: number | null,
  roles: string[] | null,
) =>
  answer(
    session,
    'save_record_settings',
    { p_keep_years: years, p_break_glass_minutes: minutes, p_break_glass_roles: roles },
    'dona@aurora.test',
  )

describe('save_record_settings', () => {
  it('says how long records are kept and who has emergency access', () =>
    db.rolledBack(async (session) => {
      expect(await save(session, 21, 45, ['therapist', 'supervisor', 'therapist'])).toEqual({
        keep_years: 21,
        break_glass_minutes: 45,
        break_glass_roles: ['supervisor', 'therapist'],
      })
      expect(await save(session, 20, 60, [])).toMatchObject({ break_glass_roles: [] })
    }))

  it.each<[number | null, number | null, string[] | null]>([
    [19, 60, ['therapist']],
    [null, 60, []],
    [20, 4, []],
    [20, 481, []],
    [20, null, []],
    [20, 60, null],
    [20, 60, ['operator']],
  ])('refuses %s years, %s minutes, %s', (years, minutes, roles) =>
    db.rolledBack((session) =>
      expectRefusal(() => save(session, years, minutes, roles), 'PT400', 'record_settings_invalid'),
    ),
  )

  itIsForAdmins(db, (sql) => sql`select public.save_record_settings(${aurora.id}, 20, 60, '{therapist}')`)
})
