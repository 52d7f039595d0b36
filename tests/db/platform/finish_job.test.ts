import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { fingerprint } from '../support/guards.ts'
import { jobsOf, only } from '../support/inbox.ts'
import { claimJobs, makeDue, type Claimed } from '../support/outbox.ts'

const db = await createDatabase()

/** The acknowledgement of an opt-out, claimed by a worker. */
async function claimed(session: Session): Promise<Claimed> {
  await receive(session, { provider_message_id: 'A1', body: 'parar' })
  return only(await claimJobs(session))
}

const finish = async (session: Session, job: Claimed) => {
  const [row] = await session.asService(
    (sql) => sql`select app.finish_job(${job.tenant_id}, ${job.job_id}, ${job.lease_token}) as done`,
  )
  return row?.done as boolean | null
}

const fail = async (session: Session, job: Claimed, permanent = false, after: number | null = null) => {
  const [row] = await session.asService(
    (sql) =>
      sql`select app.fail_job(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, 'broken', ${permanent}, ${after}) as state`,
  )
  return row?.state as string | null
}

describe('finish_job', () => {
  it('closes the job of the lease that one holds', () =>
    db.rolledBack(async (session) => {
      const job = await claimed(session)
      expect(job).toMatchObject({
        kind: 'opt_out_ack',
        payload: { keyword: 'parar' },
        attempts: 1,
        send: null,
      })
      expect(await finish(session, job)).toBe(true)
      await makeDue(session)
      expect(await claimJobs(session)).toEqual([])
    }))

  it('changes nothing without the lease, or a second time', () =>
    db.rolledBack(async (session) => {
      const job = await claimed(session)
      const before = await fingerprint(session)
      expect(await finish(session, { ...job, lease_token: randomUUID() })).toBeNull()
      expect(await fingerprint(session)).toBe(before)
      await finish(session, job)
      expect(await finish(session, job)).toBeNull()
    }))
})

describe('fail_job', () => {
  it('has the job tried again later, not before the provider wants', () =>
    db.rolledBack(async (session) => {
      const job = await claimed(session)
      expect(await fail(session, job, false, 300)).toBe('retry')
      expect(only(await jobsOf(session))).toMatchObject({ last_error: 'broken', lease_token: null })
      expect(await claimJobs(session)).toEqual([])
      const [row] = await session.asPostgres(
        (sql) => sql`select run_at >= now() + interval '300 seconds' as later from app.jobs`,
      )
      expect(row).toEqual({ later: true })
    }))

  it('ends the job when there is no hope, or after the last attempt', () =>
    db.rolledBack(async (session) => {
      expect(await fail(session, await claimed(session), true)).toBe('dead')
      expect(only(await jobsOf(session)).dead_at).not.toBeNull()
      await session.asPostgres(
        (sql) =>
          sql`update app.jobs set dead_at = null, attempts = app.max_attempts(kind) - 1, run_at = now() where true`,
      )
      expect(await fail(session, only(await claimJobs(session)))).toBe('dead')
    }))

  it('changes nothing without the lease', () =>
    db.rolledBack(async (session) => {
      const job = await claimed(session)
      const before = await fingerprint(session)
      expect(await fail(session, { ...job, lease_token: randomUUID() })).toBeNull()
      expect(await fingerprint(session)).toBe(before)
    }))
})

describe('a lease that ran out', () => {
  it('passes the job to the next worker, and the first one can no longer close it', () =>
    db.rolledBack(async (session) => {
      const first = await claimed(session)
      expect(await claimJobs(session)).toEqual([])
      await makeDue(session)
      const second = only(await claimJobs(session))
      expect(second).toMatchObject({ job_id: first.job_id, attempts: 2 })
      expect(await finish(session, first)).toBeNull()
      expect(await finish(session, second)).toBe(true)
    }))
})

describe('backoff', () => {
  it('doubles from five seconds to a quarter of an hour, give or take a fifth', async () => {
    const rows = await db.asPostgres(
      (sql) => sql<{ attempt: number; low: number; high: number }[]>`
        select a as attempt, min(extract(epoch from app.backoff('send_message', a)))::float as low, max(extract(epoch from app.backoff('send_message', a)))::float as high
        from generate_series(1, 12) a, generate_series(1, 200) group by a order by a`,
    )
    for (const { attempt, low, high } of rows) {
      const middle = Math.min(900, 5 * 2 ** (attempt - 1))
      expect(low).toBeGreaterThanOrEqual(middle * 0.8)
      expect(high).toBeLessThanOrEqual(middle * 1.2)
      expect(high - low).toBeGreaterThan(middle * 0.2)
    }
  })
})
