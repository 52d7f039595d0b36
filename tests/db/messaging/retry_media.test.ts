import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { jobsOf, messagesOf, only } from '../support/inbox.ts'
import { claimed, completeFetch, receivePicture, storedPicture } from '../support/media.ts'
import { makeDue } from '../support/outbox.ts'

const db = await createDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'

const retry = (session: Session, id: string) =>
  session.asUser('recepcao@aurora.test', (sql) => sql`select * from public.retry_media(${aurora.id}, ${id})`)

describe('retry_media', () => {
  itIsForMembers(db, (sql) => sql`select public.retry_media(${aurora.id}, ${nobody})`)

  it('fetches an expired file again', () =>
    db.rolledBack(async (session) => {
      const picture = await receivePicture(session)
      for (let look = 0; look < 3; look += 1) {
        await completeFetch(session, only(await claimed(session, 'fetch_media')), 'gone')
        await makeDue(session)
      }
      expect(await retry(session, picture.id)).toMatchObject([{ media: { state: 'remote' } }])
      expect(only(await claimed(session, 'fetch_media')).attempts).toBe(1)
    }))

  it('brings a job back that was given up', () =>
    db.rolledBack(async (session) => {
      const picture = await receivePicture(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = 10`)
      await claimed(session, 'fetch_media')
      expect(only(await jobsOf(session)).dead_at).not.toBeNull()
      await retry(session, picture.id)
      await retry(session, picture.id)
      expect(await claimed(session, 'fetch_media')).toHaveLength(1)
    }))

  it('fetches the file of a message that came before there were jobs for it', () =>
    db.rolledBack(async (session) => {
      const picture = await receivePicture(session)
      await session.asPostgres((sql) => sql`delete from app.jobs`)
      await retry(session, picture.id)
      await retry(session, picture.id)
      expect(await claimed(session, 'fetch_media')).toHaveLength(1)
    }))

  it('leaves a file alone that is here, under way or refused', () =>
    db.rolledBack(async (session) => {
      const { message } = await storedPicture(session, 'READY')
      const onTheWay = await receivePicture(session, 'PIC2')
      const refused = await receivePicture(session, 'PIC3')
      const jobs = await claimed(session, 'fetch_media')
      await completeFetch(
        session,
        jobs.find((job) => job.payload.message_id === refused.id)!,
        'refused',
        {
          reason: 'corrupt',
        },
      )
      const before = await messagesOf(session)
      for (const { id } of [message, onTheWay, refused]) await retry(session, id)
      expect(await messagesOf(session)).toEqual(before)
    }))

  it('does not know a message without a file', () =>
    db.rolledBack((session) => expectRefusal(() => retry(session, nobody), 'PT404', 'message_not_found')))
})
