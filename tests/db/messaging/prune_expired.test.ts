import { expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
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

it('drops notifications ninety days after they were read, and half a year after they were new', () =>
  db.rolledBack(async (session) => {
    await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })]))
    await session.asPostgres(async (sql) => {
      await sql`delete from public.notifications`
      for (const [preview, kind, noticed, read] of [
        ['read long ago', 'message', 100, 91],
        ['read lately', 'message', 100, 89],
        ['not read', 'message', 179, null],
        ['never read', 'mention', 181, null],
        ['told again', 'assigned', 1, null],
      ] as const)
        await sql`
          insert into public.notifications (tenant_id, id, user_id, kind, thread_id, preview, noticed_at, read_at)
          select t.tenant_id, overlay(app.time_ordered_uuid()::text
              placing left(app.first_uuid_of(now() - make_interval(days => greatest(${noticed}::int, 100)))::text, 13) from 1)::uuid,
            m.user_id, ${kind}, t.id, ${preview}, now() - make_interval(days => ${noticed}::int), now() - make_interval(days => ${read}::int)
          from public.conversation_threads t
          join public.tenant_members m on m.tenant_id = t.tenant_id and m.status = 'active'
          where t.tenant_id = ${aurora.id} limit 1`
      await sql`select app.prune_expired()`
    })
    const left = await session.asPostgres(
      (sql) => sql<{ preview: string }[]>`select preview from public.notifications order by preview`,
    )
    expect(left.map(({ preview }) => preview)).toEqual(['not read', 'read lately', 'told again'])
  }))

it('knows of every id made since a moment that it is not older', () =>
  db.rolledBack(async (session) => {
    const [row] = await session.asPostgres(
      (sql) => sql`
        select app.first_uuid_of(clock_timestamp() - interval '1 second') < app.time_ordered_uuid() as newer,
          app.first_uuid_of(clock_timestamp() + interval '1 second') > app.time_ordered_uuid() as older`,
    )
    expect(row).toEqual({ newer: true, older: true })
  }))
