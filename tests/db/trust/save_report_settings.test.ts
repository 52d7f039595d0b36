import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { report } from '../support/reports.ts'

const db = await createDatabase()

describe('save_report_settings', () => {
  it('keeps the target, which the report says; an hour without it', () =>
    db.rolledBack(async (on) => {
      expect((await report(on)).target_minutes).toBe(60)
      for (const answer_target_minutes of [15, 15, 480]) {
        await ask(on, 'save_report_settings', { answer_target_minutes }, 'supervisor@aurora.test')
        expect((await report(on)).target_minutes).toBe(answer_target_minutes)
      }
    }))

  it('takes the targets that are offered alone', () =>
    db.rolledBack(async (on) => {
      for (const answer_target_minutes of [null, 0, 61])
        await expectRefusal(
          () => ask(on, 'save_report_settings', { answer_target_minutes }, 'dona@aurora.test'),
          'PT400',
          'invalid_settings',
        )
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((on) =>
      expectRefusal(
        () => ask(on, 'save_report_settings', { answer_target_minutes: 15 }, email),
        'PT403',
        'forbidden',
      ),
    ),
  )

  itIsForMembers(db, (sql) => sql`select public.save_report_settings(${aurora.id}, 15)`)
})
