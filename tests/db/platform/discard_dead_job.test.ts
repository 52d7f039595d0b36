import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { deadSend } from '../support/dead-jobs.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { jobsOf, only } from '../support/inbox.ts'

const db = await createDatabase()

const discard = (session: Session, id: number) =>
  session.asUser('admin@aurora.test', (sql) => sql`select public.discard_dead_job(${aurora.id}, ${id})`)

describe('discard_dead_job', () => {
  it('closes the job and keeps its last error', () =>
    db.rolledBack(async (session) => {
      const { lease } = await deadSend(session)
      await discard(session, lease!.job_id)
      const job = only(await jobsOf(session))
      expect(job).toMatchObject({ dead_at: null, finished_at: expect.any(Date) })
      expect(job.last_error).toMatch(/^http_503.*discarded$/)
      await expectRefusal(() => discard(session, lease!.job_id), 'PT404', 'job_not_found')
    }))

  itIsForAdmins(db, (sql) => sql`select public.discard_dead_job(${aurora.id}, 1)`)
})
