import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  putFile,
  issue,
  notTreating,
  storedFile,
  treatedPatient,
  treating,
  type PatientFile,
} from '../support/patient-files.ts'

const db = await createDatabase()

interface Change {
  as?: Email
  name?: string | null
  clinical?: boolean | null
  archived?: boolean | null
}

const change = (session: Session, id: string, { as = 'recepcao@aurora.test', ...to }: Change) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ file: PatientFile }[]>`
      select public.change_patient_file(${aurora.id}, ${id}, ${to.name ?? null}, ${to.clinical ?? null}, ${to.archived ?? null}) as file`
    return row!.file
  })

describe('change_patient_file', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.change_patient_file(${aurora.id}, ${randomUUID()}, 'x')`,
    treatedPatient,
  )

  it('renames, archives and brings back; what is not named stays', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await storedFile(session)
      expect(await change(session, id, { name: ' RG  da mãe ' })).toMatchObject({ name: 'RG da mãe.pdf' })
      expect((await change(session, id, { archived: true })).archived_at).not.toBeNull()
      expect(await change(session, id, { archived: false })).toMatchObject({
        archived_at: null,
        name: 'RG da mãe.pdf',
        is_clinical: false,
      })
    }))

  it('hands a file over to the treating team, which may give it back', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await storedFile(session)
      await change(session, id, { clinical: true })
      await expectRefusal(() => change(session, id, { clinical: false }), 'PT404', 'file_not_found')
      expect(await change(session, id, { as: treating, clinical: false })).toMatchObject({
        is_clinical: false,
      })
    }))

  it.each(notTreating)('knows no clinical file for %s', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await storedFile(session, { clinical: true })
      await expectRefusal(() => change(session, id, { as: email, name: 'Meu' }), 'PT404', 'file_not_found')
    }),
  )

  it('leaves the file of a document where it is', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const document = await issue(session)
      const id = await putFile(session)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.attach_document_file(${aurora.id}, ${document.id}, ${id})`,
      )
      await expectRefusal(() => change(session, id, { archived: true }), 'PT409', 'file_of_document')
      await expectRefusal(() => change(session, id, { clinical: true }), 'PT409', 'file_of_document')
    }))
})
