import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest } from '../support/events.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface Metrics {
  per_minute: { at: string; finished: number; failed: number }[]
}

const metrics = async (session: Session) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql<{ metrics: Metrics }[]>`select public.get_queue_metrics(${aurora.id}) as metrics`,
  )
  return row!.metrics
}

describe('get_queue_metrics', () => {
  it('is all zeros in a clinic where nothing happened, with an hour of minutes', () =>
    db.rolledBack(async (session) => {
      const { per_minute, ...counts } = await metrics(session)
      expect(Object.values(counts)).toEqual(Object.values(counts).map(() => 0))
      expect(per_minute).toHaveLength(60)
    }))

  it('counts jobs by what they are doing, of the own clinic only', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        for (const tenant of [aurora.id, horizonte.id]) {
          await sql`
            insert into app.jobs (tenant_id, kind, payload, attempts, leased_until, finished_at, dead_at, created_at, run_at) values
              (${tenant}, 'opt_in_ack', '{}', 0, null, null, null, now() - interval '90 seconds', now() - interval '90 seconds'),
              (${tenant}, 'opt_in_ack', '{}', 2, null, null, null, now(), now()),
              (${tenant}, 'opt_in_ack', '{}', 1, now() + interval '1 minute', null, null, now(), now()),
              (${tenant}, 'opt_in_ack', '{}', 1, null, now() - interval '3 minutes', null, now(), now()),
              (${tenant}, 'opt_in_ack', '{}', 1, null, now() - interval '2 hours', null, now(), now()),
              (${tenant}, 'opt_in_ack', '{}', 12, null, null, now() - interval '3 minutes', now(), now())`
        }
      })
      await ingest(session, evolutionEvent([], { unparsed: 'unknown type' }))
      const { per_minute, ...counts } = await metrics(session)
      expect(counts).toMatchObject({
        waiting: 1,
        retrying: 1,
        running: 1,
        dead: 1,
        oldest_waiting_seconds: 90,
        finished_last_hour: 1,
        failed_last_hour: 1,
        unparsed: 1,
      })
      expect(per_minute.filter((minute) => minute.finished || minute.failed)).toMatchObject([
        { finished: 1, failed: 1 },
      ])
    }))

  itIsForAdmins(db, (sql) => sql`select public.get_queue_metrics(${aurora.id})`)
})
