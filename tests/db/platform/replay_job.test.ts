import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { deadSend } from '../support/dead-jobs.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { jobsOf, messagesOf, only, wrongSummaries } from '../support/inbox.ts'
import { claimJobs } from '../support/outbox.ts'

const db = await createDatabase()

const replay = (session: Session, id: number, tenant: string = aurora.id) =>
  session.asUser(
    tenant === aurora.id ? 'admin@aurora.test' : 'admin@horizonte.test',
    (sql) => sql`select public.replay_job(${tenant}, ${id})`,
  )

const sent = async (session: Session) =>
  only((await messagesOf(session)).filter((row) => row.direction === 'outbound'))

describe('replay_job', () => {
  it('puts the job and its message back into the queue', () =>
    db.rolledBack(async (session) => {
      const { lease } = await deadSend(session)
      await replay(session, lease!.job_id)
      expect(only(await jobsOf(session))).toMatchObject({ dead_at: null, attempts: 0, last_error: null })
      expect(await sent(session)).toMatchObject({ status: 'queued', error_code: null })
      expect(await wrongSummaries(session)).toEqual([])
      expect(only(await claimJobs(session)).send).toMatchObject({ uncertain: false })
    }))

  it('has a message that may have arrived looked up before it is sent again', () =>
    db.rolledBack(async (session) => {
      const { lease } = await deadSend(session, 'unknown')
      await replay(session, lease!.job_id)
      expect(only(await claimJobs(session)).send).toMatchObject({ uncertain: true })
    }))

  it('sends nothing to a person who opted out meanwhile', () =>
    db.rolledBack(async (session) => {
      const { lease } = await deadSend(session)
      const [thread] = await session.asPostgres(
        (sql) => sql`select thread_key from public.conversation_threads`,
      )
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.set_conversation_opt_out(${aurora.id}, ${thread!.thread_key}, true)`,
      )
      await replay(session, lease!.job_id)
      expect(await claimJobs(session)).toEqual([])
      expect((await sent(session)).status).toBe('failed')
    }))

  it('does not know a job that is not dead, or that another clinic has', () =>
    db.rolledBack(async (session) => {
      const { lease } = await deadSend(session)
      const id = lease!.job_id
      await expectRefusal(() => replay(session, id, horizonte.id), 'PT404', 'job_not_found')
      await replay(session, id)
      await expectRefusal(() => replay(session, id), 'PT404', 'job_not_found')
    }))

  itIsForAdmins(db, (sql) => sql`select public.replay_job(${aurora.id}, 1)`)
})
