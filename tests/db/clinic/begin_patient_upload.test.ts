import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { acceptUpload, claimed, filesOf } from '../support/media.ts'
import { createOutbound, openConversation } from '../support/outbox.ts'
import { addFile, beginFile, putFile, treatedPatient, type FileRequest } from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()

describe('begin_patient_upload', () => {
  itIsForMembers(
    db,
    (sql) =>
      sql`select public.begin_patient_upload(${aurora.id}, ${patientId}, ${randomUUID()}, 'image/jpeg', 10)`,
    treatedPatient,
  )

  it('says where to put the file; the same again is the same upload', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const id = randomUUID()
      const upload = await beginFile(session, { id })
      expect(upload).toEqual({
        upload_id: id,
        bucket: 'patient-files',
        path: `${aurora.id}/uploads/${id}`,
        is_stored: false,
        max_bytes: 50 * 1024 * 1024,
      })
      await acceptUpload(session, id)
      expect(await beginFile(session, { id })).toEqual({ ...upload, is_stored: true })
      expect(await filesOf(session)).toMatchObject([
        { id, state: 'stored', path: `${aurora.id}/${patientId}/${id}.jpg` },
      ])
    }))

  it.each<[string, FileRequest, string, string]>([
    ['a type that runs in a browser', { type: 'text/html' }, 'PT409', 'media_not_supported'],
    ['more than the bucket takes', { bytes: 50 * 1024 * 1024 + 1 }, 'PT400', 'media_too_large'],
    ['nothing', { bytes: 0 }, 'PT400', 'empty_upload'],
    ['a patient of nobody', { patient: randomUUID() }, 'PT404', 'patient_not_found'],
  ])('refuses %s', (_what, request, state, code) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await expectRefusal(() => beginFile(session, request), state, code)
    }),
  )

  it('takes what a browser knows no type of: the content is looked at', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      expect(await beginFile(session, { type: '' })).toMatchObject({ is_stored: false })
    }))

  it('leaves nothing behind when the file is not kept', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const kept = await putFile(session)
      const left = await putFile(session)
      await addFile(session, kept)
      await session.asPostgres(
        (sql) =>
          sql`update app.media_files set expires_at = now() - interval '1 hour' where expires_at is not null`,
      )
      await session.asService((sql) => sql`select app.prune_expired()`)
      const jobs = await claimed(session, 'remove_media')
      expect(jobs.map((job) => job.payload.file_id)).toEqual([left])
      expect(jobs[0]?.opened).toEqual({
        bucket: 'patient-files',
        paths: [`${aurora.id}/${patientId}/${left}.pdf`, `${aurora.id}/uploads/${left}`],
      })
    }))

  it('is given up by whoever began it, and a kept file is not', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const [kept, left] = [await putFile(session), await putFile(session)]
      await addFile(session, kept)
      await session.asUser('recepcao@aurora.test', async (sql) => {
        await sql`select public.cancel_media_upload(${aurora.id}, ${kept})`
        await sql`select public.cancel_media_upload(${aurora.id}, ${left})`
      })
      const states = new Map((await filesOf(session)).map(({ id, state }) => [id, state]))
      expect([states.get(kept), states.get(left)]).toEqual(['stored', 'doomed'])
    }))

  it('is nothing that a message could send', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await openConversation(session)
      const id = await putFile(session)
      await expectRefusal(
        () => createOutbound(session, { content: { upload_id: id } }),
        'PT404',
        'upload_not_found',
      )
    }))
})
