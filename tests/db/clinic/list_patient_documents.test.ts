import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import {
  issue,
  issueReport,
  listDocuments,
  notTreating,
  treatedPatient,
  treating,
} from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()

describe('list_patient_documents', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.list_patient_documents(${aurora.id}, ${patientId})`,
    treatedPatient,
  )

  it.each(notTreating)('hides clinical documents from %s, also in the table itself', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const [note, report] = [await issue(session), await issueReport(session)]
      expect(await listDocuments(session, email)).toMatchObject({ hidden: 1, documents: [{ id: note.id }] })
      const rows = await session.as(email, (sql) => sql`select id from public.patient_documents`)
      expect(rows.map(({ id }) => id as string)).toEqual([note.id])
      const { documents } = await listDocuments(session, treating)
      expect(documents.map(({ id }) => id).sort()).toEqual([note.id, report.id].sort())
    }),
  )
})
