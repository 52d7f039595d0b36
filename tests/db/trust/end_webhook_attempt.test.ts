import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { attempt, endpointId, getDelivery, listEndpoints, queued, saveEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()
const refused = { status: 500, error: 'refused', response: 'Ops' }

/** A delivery that waits. */
async function one(session: Session): Promise<string> {
  await saveEndpoint(session, { events: ['alert.raised'] })
  return another(session)
}
async function another(session: Session): Promise<string> {
  await session.asService((sql) => sql`select app.send_webhook_event(${aurora.id}, 'alert.raised', '{}')`)
  return (await queued(session)).at(-1)!.id
}
const begin = async (session: Session, id: string) => {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { begun: { body: string } | null }[]
      >`select app.begin_webhook_delivery(${aurora.id}, ${id}) as begun`,
  )
  return row!.begun
}

describe('end_webhook_attempt', () => {
  it('notes an attempt and tries again later, under the same id and with the same words', () =>
    db.rolledBack(async (session) => {
      const id = await one(session)
      const first = await begin(session, id)
      expect(await attempt(session, id, { ...refused, retry_after_seconds: 1800 })).toBe('retried')
      const [late] = await session.asPostgres(
        (sql) =>
          sql`select run_at > now() + interval '29 minutes' as late from app.jobs where kind = 'deliver_webhook'`,
      )
      expect(late).toEqual({ late: true })
      expect(await begin(session, id)).toEqual(first)
      expect(await attempt(session, id, { status: 204 })).toBe('finished')
      expect(await getDelivery(session, id)).toMatchObject({
        state: 'delivered',
        attempts: 2,
        tries: [
          { number: 2, status: 204 },
          { number: 1, status: 500, response: 'Ops' },
        ],
      })
      expect(await begin(session, id)).toBeNull()
      expect(await listEndpoints(session)).toMatchObject([{ failing_since: null }])
    }))

  it('notes nothing for whoever lost the job', () =>
    db.rolledBack(async (session) => {
      const id = await one(session)
      const [job] = await queued(session)
      const [row] = await session.asService(
        (sql) =>
          sql`select app.end_webhook_attempt(${aurora.id}, ${id}, ${job!.job}, gen_random_uuid(), '{"status": 200}') as end`,
      )
      expect(row).toEqual({ end: 'lost' })
      expect(await getDelivery(session, id)).toMatchObject({ state: 'queued', attempts: 0 })
    }))

  it('gives up after the last attempt, and the queue has no dead job of it', () =>
    db.rolledBack(async (session) => {
      const id = await one(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = 15 where kind = 'deliver_webhook'`)
      expect(await attempt(session, id, refused)).toBe('finished')
      expect(await getDelivery(session, id)).toMatchObject({ state: 'failed', last_error: 'refused' })
      expect(await queued(session)).toEqual([])
    }))

  it('switches an endpoint off that took nothing for three days, and what waits fails', () =>
    db.rolledBack(async (session) => {
      const first = await one(session)
      const second = await another(session)
      await attempt(session, first, refused, aurora.id, '2030-01-01T00:00:00Z')
      await attempt(session, first, refused, aurora.id, '2030-01-03T23:00:00Z')
      expect(await listEndpoints(session)).toMatchObject([{ is_active: true }])
      await attempt(session, first, refused, aurora.id, '2030-01-04T00:00:01Z')
      expect(await listEndpoints(session)).toMatchObject([{ is_active: false, disabled_reason: 'failing' }])
      const alerts = await session.asPostgres(
        (sql) => sql`select kind, subject, data ->> 'url' as url from public.alerts where ended_at is null`,
      )
      expect([...alerts]).toEqual([
        { kind: 'webhook_disabled', subject: endpointId, url: 'https://crm.example/zelo' },
      ])
      expect(await begin(session, second)).toBeNull()
      expect(await getDelivery(session, second)).toMatchObject({
        state: 'failed',
        last_error: 'endpoint_disabled',
      })
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.set_webhook_active(${aurora.id}, ${endpointId}, true)`,
      )
      expect(await listEndpoints(session)).toMatchObject([{ is_active: true, failing_since: null }])
    }))

  it('switches one off at once that says it is gone', () =>
    db.rolledBack(async (session) => {
      const id = await one(session)
      expect(await attempt(session, id, { status: 410, error: 'refused' })).toBe('finished')
      expect(await listEndpoints(session)).toMatchObject([{ is_active: false, disabled_reason: 'gone' }])
    }))
})
