import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { deletion, evolutionEvent, ingest, message } from '../support/events.ts'
import { broadcastsOf, jobsOf, messagesOf, only } from '../support/inbox.ts'
import { claimed, completeFetch, filesOf, keepFile, receivePicture, storedPicture } from '../support/media.ts'
import { makeDue } from '../support/outbox.ts'

const db = await createDatabase()

describe('a message with a file', () => {
  it('brings the job that fetches it, in the same transaction', () =>
    db.rolledBack(async (session) => {
      const picture = await receivePicture(session)
      const job = only(await jobsOf(session))
      expect(job).toMatchObject({ kind: 'fetch_media', payload: { message_id: picture.id } })
    }))

  it('brings one job, however often its webhook comes', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      await ingest(
        session,
        evolutionEvent([
          message({
            provider_message_id: 'PIC1',
            kind: 'image',
            media: { mime_type: 'image/jpeg', state: 'remote' },
          }),
        ]),
      )
      expect(await jobsOf(session)).toHaveLength(1)
    }))

  it('tells the worker where the file is', () =>
    db.rolledBack(async (session) => {
      const picture = await receivePicture(session)
      expect(only(await claimed(session, 'fetch_media')).opened).toMatchObject({
        message_id: picture.id,
        provider: 'evolution',
        provider_message_id: 'PIC1',
        from_me: false,
        kind: 'image',
        channel: { external_id: 'aurora' },
      })
    }))

  it('goes from placeholder to picture for everybody who looks', () =>
    db.rolledBack(async (session) => {
      const { message: picture, path } = await storedPicture(session)
      expect(path).toBe(`${aurora.id}/2026/11/${picture.id}.jpg`)
      expect(picture.media).toEqual({
        state: 'ready',
        path,
        mime_type: 'image/jpeg',
        size: 1234,
        width: 10,
        height: 20,
        shown_as: 'image',
      })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'message',
        payload: { message: { id: picture.id, media: { state: 'ready', path } } },
      })
    }))

  it('has the same object after a worker that died before its report', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      const first = only(await claimed(session, 'fetch_media'))
      const path = await keepFile(session, first)
      await makeDue(session)
      const second = only(await claimed(session, 'fetch_media'))
      expect(await keepFile(session, second)).toBe(path)
      expect(await completeFetch(session, first, 'stored')).toBe('lost')
      expect(await completeFetch(session, second, 'stored')).toBe('finished')
      expect(await filesOf(session)).toMatchObject([{ path, state: 'stored' }])
    }))

  it('says why it was refused, and keeps nothing', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      const job = only(await claimed(session, 'fetch_media'))
      await completeFetch(session, job, 'refused', { reason: 'type_not_allowed' })
      expect(only(await messagesOf(session)).media).toMatchObject({
        state: 'refused',
        reason: 'type_not_allowed',
      })
      expect(await filesOf(session)).toEqual([])
    }))

  it('that its provider does not have is expired after the third look', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      for (const end of ['retry', 'retry', 'finished']) {
        const job = only(await claimed(session, 'fetch_media'))
        expect(await completeFetch(session, job, 'gone', { detail: 'Message not found' })).toBe(end)
        await makeDue(session)
      }
      expect(only(await messagesOf(session)).media).toMatchObject({ state: 'expired' })
    }))

  it('that cannot be fetched for long has failed, and says so', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      for (;;) {
        const job = only(await claimed(session, 'fetch_media'))
        const end = await completeFetch(session, job, 'temporary', { reason: 'provider_unavailable' })
        if (end === 'dead') break
        expect(end).toBe('retry')
        await makeDue(session)
      }
      expect(only(await messagesOf(session)).media).toMatchObject({ state: 'failed' })
    }))

  it('that killed every worker has failed as well', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = 10`)
      expect(await claimed(session, 'fetch_media')).toEqual([])
      expect(only(await messagesOf(session)).media).toMatchObject({ state: 'failed' })
      expect(only(await jobsOf(session)).dead_at).not.toBeNull()
    }))

  it('that is a card becomes the people in it', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      const job = only(await claimed(session, 'fetch_media'))
      await completeFetch(session, job, 'read', {
        content: { contacts: [{ name: 'Ana', phones: ['+5511'] }] },
      })
      expect(only(await messagesOf(session))).toMatchObject({
        media: null,
        content: { contacts: [{ name: 'Ana' }] },
      })
    }))
})

describe('a message that is deleted for everyone', () => {
  it('takes its file with it', () =>
    db.rolledBack(async (session) => {
      const { path, message: picture } = await storedPicture(session)
      await ingest(session, evolutionEvent([deletion('PIC1')]))
      const row = only(await messagesOf(session))
      expect(row.media).toMatchObject({ state: 'deleted' })
      expect(row.media).not.toHaveProperty('path')
      expect(await filesOf(session)).toMatchObject([{ state: 'doomed' }])
      const job = only(await claimed(session, 'remove_media'))
      expect(job.opened).toEqual({
        bucket: 'whatsapp-media',
        paths: [path, `${aurora.id}/uploads/${picture.id}`],
      })
      const remove = () =>
        session.asService(
          (sql) =>
            sql`select app.complete_media_removal(${aurora.id}, ${job.job_id}, ${job.lease_token}) as done`,
        )
      expect(await remove()).toEqual([{ done: true }])
      expect(await filesOf(session)).toEqual([])
      expect(await remove()).toEqual([{ done: false }])
    }))

  it('while its file is on the way keeps nothing', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      const job = only(await claimed(session, 'fetch_media'))
      await keepFile(session, job)
      await ingest(session, evolutionEvent([deletion('PIC1')]))
      expect(await completeFetch(session, job, 'stored')).toBe('finished')
      expect(await filesOf(session)).toMatchObject([{ state: 'doomed' }])
    }))

  it('whose object came after all is told that it belongs to nothing', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      const job = only(await claimed(session, 'fetch_media'))
      await keepFile(session, job)
      await ingest(session, evolutionEvent([deletion('PIC1')]))
      await makeDue(session)
      const removal = only(await claimed(session, 'remove_media'))
      await session.asService(
        (sql) =>
          sql`select app.complete_media_removal(${aurora.id}, ${removal.job_id}, ${removal.lease_token})`,
      )
      expect(await completeFetch(session, job, 'stored')).toBe('orphan')
    }))

  it('before its file was looked for needs none', () =>
    db.rolledBack(async (session) => {
      await receivePicture(session)
      await ingest(session, evolutionEvent([deletion('PIC1')]))
      expect(await claimed(session, 'fetch_media')).toEqual([])
      expect(only(await jobsOf(session)).finished_at).not.toBeNull()
    }))
})
