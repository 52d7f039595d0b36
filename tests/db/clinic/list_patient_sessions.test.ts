import { describe, expect, it } from 'vitest'
import { ask, book, list, openAgenda, otherSessionId, patients, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Row {
  id: string
  starts_at: Date
  starts_local: string
  status: string
  session_status: string
  patients: number
}

describe('list_patient_sessions', () => {
  it('has the latest first, the own status, and goes on where a page ended', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await book(session, {
        id: otherSessionId,
        start_local: '2026-12-08T15:00',
        session_type_id: types.couple,
        patient_ids: [patients.ana, patients.bia],
      })
      await ask(session, 'set_attendance', {
        id: otherSessionId,
        patient_id: patients.ana,
        status: 'excused',
      })
      const all = await list<Row>(session, 'list_patient_sessions', { patient_id: patients.ana })
      expect(all).toMatchObject([
        {
          starts_local: '2026-12-08T15:00',
          status: 'excused',
          session_status: 'scheduled',
          patients: 2,
          therapist_name: 'Helena Terapeuta',
        },
        { starts_local: '2026-12-01T15:00', status: 'scheduled', patients: 1, type_name: 'Individual' },
      ])
      const after = { starts_at: all[0]!.starts_at, id: all[0]!.id }
      expect(
        await list(session, 'list_patient_sessions', { patient_id: patients.ana, after, limit: 1 }),
      ).toEqual(all.slice(1))
      expect(await list(session, 'list_patient_sessions', { patient_id: patients.bia })).toHaveLength(1)
      await expectRefusal(
        () => list(session, 'list_patient_sessions', { patient_id: otherSessionId }),
        'PT404',
        'patient_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.list_patient_sessions(${aurora.id}, ${patients.ana})`)
})
