import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { deadSend } from '../support/dead-jobs.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { jobsOf } from '../support/inbox.ts'

const db = await createDatabase()

const replay = async (session: Session) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.replay_dead_jobs(${aurora.id}) as count`,
  )
  return row?.count as number
}

describe('replay_dead_jobs', () => {
  it('puts every dead job of the clinic back, says how many, and finds none the second time', () =>
    db.rolledBack(async (session) => {
      await deadSend(session)
      await deadSend(session)
      await session.asPostgres(
        (sql) =>
          sql`insert into app.jobs (tenant_id, kind, payload, dead_at) values (${horizonte.id}, 'opt_in_ack', '{}', now())`,
      )
      expect(await replay(session)).toBe(2)
      expect((await jobsOf(session)).every((job) => job.dead_at === null)).toBe(true)
      expect((await jobsOf(session, horizonte.id)).every((job) => job.dead_at !== null)).toBe(true)
      expect(await replay(session)).toBe(0)
    }))

  itIsForAdmins(db, (sql) => sql`select public.replay_dead_jobs(${aurora.id})`)
})
