import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { listFiles, notTreating, storedFile, treatedPatient, treating } from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()

describe('list_patient_files', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.list_patient_files(${aurora.id}, ${patientId})`,
    treatedPatient,
  )

  it('shows the newest first, with who put it', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const [first, second] = [await storedFile(session), await storedFile(session, { name: 'rg.pdf' })]
      const { files } = await listFiles(session, 'dona@aurora.test')
      expect(files.map(({ id }) => id)).toEqual([second.id, first.id])
      expect(files[0]).toMatchObject({ name: 'rg.pdf', uploaded_by_name: 'Rita Recepção' })
    }))

  it.each(notTreating)('hides clinical files from %s, also in the table itself', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const [open, clinical] = [await storedFile(session), await storedFile(session, { clinical: true })]
      const rows = (as: typeof email | typeof treating) =>
        session.as(as, (sql) => sql`select id from public.patient_files order by is_clinical`)
      expect((await rows(email)).map(({ id }) => id as string)).toEqual([open.id])
      expect((await rows(treating)).map(({ id }) => id as string)).toEqual([open.id, clinical.id])
      expect((await listFiles(session, email)).files.map(({ id }) => id)).toEqual([open.id])
    }),
  )
})
