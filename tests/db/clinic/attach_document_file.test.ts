import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { acceptUpload } from '../support/media.ts'
import {
  beginFile,
  issue,
  issueReport,
  listFiles,
  notTreating,
  putFile,
  storedFile,
  treatedPatient,
  treating,
  type PatientDocument,
} from '../support/patient-files.ts'

const db = await createDatabase()

const attach = (session: Session, id: string, file: string, as: Email = 'recepcao@aurora.test') =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ document: PatientDocument }[]>`
      select public.attach_document_file(${aurora.id}, ${id}, ${file}) as document`
    return row!.document
  })

describe('attach_document_file', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.attach_document_file(${aurora.id}, ${randomUUID()}, ${randomUUID()})`,
    treatedPatient,
  )

  it('keeps the PDF among the patient’s files, once', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id, year } = await issue(session)
      const file = await putFile(session)
      expect(await attach(session, id, file)).toMatchObject({ file_id: file })
      expect(await attach(session, id, await putFile(session))).toMatchObject({ file_id: file })
      expect((await listFiles(session, 'dona@aurora.test')).files).toMatchObject([
        { id: file, source: 'document', document_id: id, name: `Declaração de comparecimento 1-${year}.pdf` },
      ])
    }))

  it('of a clinical document is clinical', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issueReport(session)
      await attach(session, id, await putFile(session, { as: treating }), treating)
      expect(await listFiles(session, 'recepcao@aurora.test')).toMatchObject({ hidden: 1, files: [] })
    }))

  it.each(notTreating)('knows no clinical document for %s', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issueReport(session)
      const file = await putFile(session, { as: email })
      await expectRefusal(() => attach(session, id, file, email), 'PT404', 'document_not_found')
    }),
  )

  it('refuses what is no PDF, not here yet, a file of its own, or a colleague’s', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await issue(session)
      const { upload_id: begun } = await beginFile(session)
      await expectRefusal(() => attach(session, id, begun), 'PT409', 'upload_incomplete')
      const { upload_id: picture } = await beginFile(session)
      await acceptUpload(session, picture)
      await expectRefusal(() => attach(session, id, picture), 'PT404', 'upload_not_found')
      const { id: kept } = await storedFile(session)
      await expectRefusal(() => attach(session, id, kept), 'PT404', 'upload_not_found')
      const theirs = await putFile(session, { as: treating })
      await expectRefusal(() => attach(session, id, theirs), 'PT404', 'upload_not_found')
    }))
})
