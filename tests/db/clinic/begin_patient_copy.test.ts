import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { acceptUpload, storedPicture } from '../support/media.ts'
import { addFile, listFiles, treatedPatient } from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()

const copy = (session: Session, message: string, id = randomUUID()) =>
  session.asUser('recepcao@aurora.test', async (sql) => {
    const [row] = await sql<{ upload: { upload_id: string; is_stored: boolean; mime_type: string } }[]>`
      select public.begin_patient_copy(${aurora.id}, ${patientId}, ${id}, ${message}) as upload`
    return row!.upload
  })

describe('begin_patient_copy', () => {
  itIsForMembers(
    db,
    (sql) =>
      sql`select public.begin_patient_copy(${aurora.id}, ${patientId}, ${randomUUID()}, ${randomUUID()})`,
    treatedPatient,
  )

  it('names the file of the message as what is looked at, and keeps it as what came in a conversation', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { message, path } = await storedPicture(session)
      const { upload_id: id } = await copy(session, message.id)
      const [opened] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select app.open_media_upload(${aurora.id}, ${id}) as upload`,
      )
      expect(opened?.upload).toMatchObject({
        bucket: 'patient-files',
        from_bucket: 'whatsapp-media',
        upload_path: path,
        is_copy: true,
      })
      await acceptUpload(session, id)
      expect(await addFile(session, id)).toMatchObject({ source: 'conversation', name: 'arquivo.jpg' })
    }))

  it('stays when the message goes', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { message } = await storedPicture(session)
      const { upload_id: id } = await copy(session, message.id)
      await acceptUpload(session, id)
      await addFile(session, id)
      await session.asPostgres((sql) => sql`delete from public.conversation_threads`)
      expect((await listFiles(session, 'recepcao@aurora.test')).files).toMatchObject([{ id }])
    }))

  it('puts nothing: its bytes come from where they lie', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { message } = await storedPicture(session)
      const { upload_id: id } = await copy(session, message.id)
      const [row] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select app.may_upload_media('patient-files', ${`${aurora.id}/uploads/${id}`}) as may`,
      )
      expect(row?.may).toBe(false)
    }))

  it('refuses a message without a file that is here', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { message } = await storedPicture(session)
      await session.asPostgres((sql) => sql`update app.media_files set state = 'doomed'`)
      await expectRefusal(() => copy(session, message.id), 'PT404', 'message_not_found')
    }))
})
