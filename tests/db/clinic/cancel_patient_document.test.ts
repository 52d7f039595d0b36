import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  issue,
  issueReport,
  listDocuments,
  notTreating,
  treatedPatient,
  treating,
  type PatientDocument,
} from '../support/patient-files.ts'

const db = await createDatabase()

const cancel = (session: Session, id: string, as: Email = 'recepcao@aurora.test', reason = 'Data errada') =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ document: PatientDocument }[]>`
      select public.cancel_patient_document(${aurora.id}, ${id}, ${reason}) as document`
    return row!.document
  })

describe('cancel_patient_document', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.cancel_patient_document(${aurora.id}, ${randomUUID()}, 'Data errada')`,
    treatedPatient,
  )

  it('keeps the document, its number and why, and is final', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id, number } = await issue(session)
      const cancelled = await cancel(session, id)
      expect(cancelled).toMatchObject({ number, cancel_reason: 'Data errada' })
      expect(await cancel(session, id, 'recepcao@aurora.test', 'Outra razão')).toEqual(cancelled)
      expect((await listDocuments(session, 'recepcao@aurora.test')).documents).toHaveLength(1)
      expect((await issue(session)).number).toBe(number + 1)
      await expectError(
        session.asServiceRole(
          (sql) => sql`update public.patient_documents set cancelled_at = null, cancel_reason = null`,
        ),
        'PT409',
        'document_issued',
      )
    }))

  it('asks for a reason', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issue(session)
      await expectRefusal(
        () => cancel(session, id, 'recepcao@aurora.test', ' '),
        'PT400',
        'cancel_reason_required',
      )
    }))

  it('is for its author, and of a declaration for owner and admin', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issue(session)
      await expectRefusal(() => cancel(session, id, treating), 'PT403', 'forbidden')
      expect(await cancel(session, id, 'admin@aurora.test')).toMatchObject({ cancel_reason: 'Data errada' })
    }))

  it.each(notTreating)('knows no clinical document for %s', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issueReport(session)
      await expectRefusal(() => cancel(session, id, email), 'PT404', 'document_not_found')
    }),
  )
})
