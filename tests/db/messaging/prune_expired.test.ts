import { expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message, status } from '../support/events.ts'
import { claimJobs } from '../support/outbox.ts'

const db = await createDatabase()

const rows = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql`
      select (select count(*) from app.jobs)::int as jobs, (select count(*) from app.early_actions)::int as early,
        (select count(*) from app.webhook_events)::int as events, (select count(*) from public.conversation_messages)::int as messages`,
  )
  return row
}

it('drops what nobody needs any longer, and never a message, a raw event or a job that is open', () =>
  db.rolledBack(async (session) => {
    await ingest(
      session,
      evolutionEvent([message({ provider_message_id: 'A1', body: 'parar' })]),
      evolutionEvent([status('early', 'read')]),
    )
    await ingest(
      session,
      evolutionEvent([
        message({ provider_message_id: 'A2', body: 'voltar', occurred_at: '2026-11-21T09:00:00Z' }),
      ]),
    )
    await claimJobs(session)
    const age = (interval: string) =>
      session.asPostgres(async (sql) => {
        await sql`update app.jobs set created_at = now() - ${interval}::interval, finished_at = case kind when 'opt_out_ack' then now() - ${interval}::interval end where true`
        await sql`update app.early_actions set created_at = now() - ${interval}::interval where true`
        await sql`update app.webhook_events set received_at = now() - ${interval}::interval where true`
        await sql`select app.prune_expired()`
      })
    await age('23 hours')
    expect(await rows(session)).toEqual({ jobs: 2, early: 1, events: 3, messages: 2 })
    await age('8 days')
    expect(await rows(session)).toEqual({ jobs: 1, early: 0, events: 3, messages: 2 })
    await age('400 days')
    expect(await rows(session)).toEqual({ jobs: 1, early: 0, events: 3, messages: 2 })
  }))
