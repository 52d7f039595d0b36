import { expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

it('counts the work of all clinics by what it is doing', () =>
  db.rolledBack(async (session) => {
    const health = async () => {
      const [row] = await session.asService((sql) => sql`select app.queue_health() as health`)
      return row?.health as unknown
    }
    expect(await health()).toEqual({ waiting: 0, running: 0, dead: 0, oldest_waiting_seconds: 0 })
    await session.asPostgres(
      (sql) => sql`
        insert into app.jobs (tenant_id, kind, payload, run_at, leased_until, finished_at, dead_at) values
          (${aurora.id}, 'opt_in_ack', '{}', now() - interval '70 seconds', null, null, null),
          (${horizonte.id}, 'opt_in_ack', '{}', now() + interval '70 seconds', null, null, null),
          (${horizonte.id}, 'opt_in_ack', '{}', now(), now() + interval '10 seconds', null, null),
          (${horizonte.id}, 'opt_in_ack', '{}', now(), null, null, now()),
          (${horizonte.id}, 'opt_in_ack', '{}', now(), null, now(), null)`,
    )
    expect(await health()).toEqual({ waiting: 2, running: 1, dead: 1, oldest_waiting_seconds: 70 })
  }))
