import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  addFile,
  beginFile,
  listFiles,
  notTreating,
  putFile,
  treatedPatient,
  treating,
} from '../support/patient-files.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('add_patient_file', () => {
  itIsForMembers(
    db,
    (sql) => sql`select public.add_patient_file(${aurora.id}, ${randomUUID()}, ${patientId}, 'x', false)`,
    treatedPatient,
  )

  it('keeps what the server looked at, once', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const id = await putFile(session)
      const file = await addFile(session, id)
      expect(file).toMatchObject({
        id,
        name: 'exame.pdf',
        mime_type: 'application/pdf',
        source: 'upload',
        path: `${aurora.id}/${patientId}/${id}.pdf`,
      })
      expect(await addFile(session, id, { name: 'outro' })).toEqual(file)
    }))

  it.each([
    ['Exame de sangue', 'Exame de sangue.pdf'],
    ['../../etc/passwd', '.._.._etc_passwd.pdf'],
    ['laudo.PDF', 'laudo.PDF'],
    ['convite.exe', 'convite.exe.pdf'],
    ['x'.repeat(300), `${'x'.repeat(146)}.pdf`],
  ])('calls %s by a name that is one', (typed, shown) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      expect((await addFile(session, await putFile(session), { name: typed })).name).toBe(shown)
    }),
  )

  it.each(notTreating)('is clinical for the treating team alone: %s hears that there is one', (email) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await addFile(session, await putFile(session), { clinical: true })
      expect(await listFiles(session, email)).toEqual({ treats: false, hidden: 1, files: [] })
      expect(await listFiles(session, treating)).toMatchObject({ treats: true, hidden: 0, files: [{}] })
    }),
  )

  it('refuses what was not looked at, a colleague’s upload, and that of another patient', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const other = randomUUID()
      await savePatient(session, { id: other })
      const { upload_id: begun } = await beginFile(session)
      await expectRefusal(() => addFile(session, begun), 'PT409', 'upload_incomplete')
      const id = await putFile(session)
      await expectRefusal(() => addFile(session, id, { as: treating }), 'PT404', 'upload_not_found')
      await expectRefusal(() => addFile(session, id, { patient: other }), 'PT404', 'upload_not_found')
    }))
})
