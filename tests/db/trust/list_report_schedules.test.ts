import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_report_schedules', () => {
  it('is empty in a clinic that wants no e-mails', () =>
    db.rolledBack(async (on) => {
      expect(await list(on, 'list_report_schedules', {}, 'supervisor@aurora.test')).toEqual([])
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((on) =>
      expectRefusal(() => list(on, 'list_report_schedules', {}, email), 'PT403', 'forbidden'),
    ),
  )

  itIsForMembers(db, (sql) => sql`select * from public.list_report_schedules(${aurora.id})`)
})
