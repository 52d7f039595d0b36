import { describe, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('get_patient', () => {
  it('knows nobody under another id, and nobody of another clinic', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await expectError(getPatient(session, horizonte.id), 'PT404', 'patient_not_found')
      await expectError(
        session.asUser(
          'admin@horizonte.test',
          (sql) => sql`select public.get_patient(${horizonte.id}, ${patientId})`,
        ),
        'PT404',
        'patient_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.get_patient(${aurora.id}, ${patientId})`, savePatient)
})
