import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { getPatient, patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const archive = (session: Session, archived: boolean, id = patientId) =>
  session.asUser(
    'terapeuta@aurora.test',
    (sql) => sql`select public.archive_patient(${aurora.id}, ${id}, ${archived})`,
  )

describe('archive_patient', () => {
  it('takes a patient off the lists and brings them back, whole', () =>
    db.rolledBack(async (session) => {
      const before = await savePatient(session)
      await archive(session, true)
      expect((await getPatient(session)).patient['archived_at']).not.toBeNull()
      await archive(session, false)
      const { patient } = await getPatient(session)
      expect({ ...patient, version: 1, updated_at: null }).toEqual({ ...before.patient, updated_at: null })
    }))

  it('knows nobody under another id', () =>
    db.rolledBack((session) => expectError(archive(session, true, aurora.id), 'PT404', 'patient_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.archive_patient(${aurora.id}, ${patientId}, true)`,
    savePatient,
  )
})
