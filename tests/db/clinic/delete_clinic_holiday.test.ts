import { describe, expect, it } from 'vitest'
import { ask, helena, list } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('delete_clinic_holiday', () => {
  it('takes it away', () =>
    db.rolledBack(async (session) => {
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2026-12-01', name: 'Dia da cidade' })
      await ask(session, 'delete_clinic_holiday', { id: helena })
      expect(
        (await list<{ scope: string }>(session, 'list_holidays', { year: 2026 })).filter(
          ({ scope }) => scope === 'local',
        ),
      ).toEqual([])
      await expectRefusal(
        () => ask(session, 'delete_clinic_holiday', { id: helena }),
        'PT404',
        'holiday_not_found',
      )
      const byTherapist = () => ask(session, 'delete_clinic_holiday', { id: helena }, 'terapeuta@aurora.test')
      await expectRefusal(byTherapist, 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.delete_clinic_holiday(${aurora.id}, ${helena})`)
})
