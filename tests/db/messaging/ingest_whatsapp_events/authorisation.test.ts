import { describe, expect, it } from 'vitest'
import { aurora, evolutionInstances, horizonte } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { evolutionEvent, ingest, message, twilioEvent } from '../../support/events.ts'
import { messagesOf, threadsOf } from '../../support/inbox.ts'

const db = await createDatabase()
const hello = () => [message({ provider_message_id: 'A1' })]

/** Everything that a webhook can leave behind. */
const traces = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      select (select count(*) from app.webhook_events)::int as events,
        (select count(*) from public.conversation_threads)::int as threads,
        (select count(*) from public.conversation_messages)::int as messages,
        (select count(*) from app.jobs)::int as jobs, (select count(*) from app.early_actions)::int as early,
        (select count(*) from realtime.messages)::int as broadcasts`,
  )
const nothing = [{ events: 0, threads: 0, messages: 0, jobs: 0, early: 0, broadcasts: 0 }]

/** From now on whatever tries to write to a channel fails, also when it finds no row to change. */
const closeChannels = (session: Session) =>
  session.asPostgres(async (sql) => {
    await sql`create function app.tg_closed() returns trigger language plpgsql as 'begin raise ''written''; end'`
    await sql`create trigger closed before update on public.notification_channels execute function app.tg_closed()`
  })

describe('an Evolution event', () => {
  it('is taken with the API key of its instance', () =>
    db.rolledBack(async (session) => {
      const [result] = await ingest(session, evolutionEvent(hello()))
      expect(result).toMatchObject({ outcome: 'applied', tenant_id: aurora.id, channel_id: aurora.evolution })
      expect(await messagesOf(session)).toHaveLength(1)
    }))

  it('is taken with the secret of its webhook alone', () =>
    db.rolledBack(async (session) => {
      const auth = {
        external_id: 'aurora',
        api_key_sha256: null,
        secret_sha256: evolutionInstances.aurora.secretHash,
      }
      expect(await ingest(session, evolutionEvent(hello(), { auth }))).toMatchObject([{ outcome: 'applied' }])
    }))

  it.each([
    ['a wrong key', { external_id: 'aurora', api_key_sha256: 'e'.repeat(64), secret_sha256: 'e'.repeat(64) }],
    ['no key', { external_id: 'aurora', api_key_sha256: null, secret_sha256: null }],
    [
      'the key of another clinic',
      { external_id: 'aurora', api_key_sha256: evolutionInstances.horizonte.apiKeyHash, secret_sha256: null },
    ],
    [
      'an unknown instance',
      { external_id: 'nobody', api_key_sha256: evolutionInstances.aurora.apiKeyHash, secret_sha256: null },
    ],
    [
      'a key in place of the secret',
      { external_id: 'aurora', api_key_sha256: evolutionInstances.aurora.secretHash, secret_sha256: null },
    ],
  ])('stores nothing with %s', (_what, auth) =>
    db.rolledBack(async (session) => {
      await closeChannels(session)
      expect(await ingest(session, evolutionEvent(hello(), { auth }))).toEqual([{ outcome: 'unauthorized' }])
      expect(await traces(session)).toEqual(nothing)
    }),
  )

  it('is taken with the previous key for a day after a rotation, and not longer', () =>
    db.rolledBack(async (session) => {
      const rotate = (until: string) =>
        session.asPostgres(
          (sql) => sql`
            update public.evolution_instances set previous_api_key_hash = ${'f'.repeat(64)}, previous_key_valid_until = now() + ${until}::interval
            where external_id = 'aurora'`,
        )
      const auth = { external_id: 'aurora', api_key_sha256: 'f'.repeat(64), secret_sha256: null }
      await rotate('1 minute')
      expect(await ingest(session, evolutionEvent(hello(), { auth }))).toMatchObject([{ outcome: 'applied' }])
      await rotate('-1 minute')
      expect(await ingest(session, evolutionEvent(hello(), { auth }))).toEqual([{ outcome: 'unauthorized' }])
    }))

  it('of a channel that is not active is stored and applied all the same', () =>
    db.rolledBack(async (session) => {
      expect(await ingest(session, evolutionEvent(hello(), { clinic: 'horizonte' }))).toMatchObject([
        { outcome: 'applied' },
      ])
      expect(await messagesOf(session, horizonte.id)).toHaveLength(1)
    }))

  it('among good ones does not spoil them', () =>
    db.rolledBack(async (session) => {
      const bad = evolutionEvent([message({ provider_message_id: 'A2' })], {
        auth: { external_id: 'nobody' },
      })
      const results = await ingest(session, bad, evolutionEvent(hello()))
      expect(results.map((result) => result.outcome)).toEqual(['unauthorized', 'applied'])
      expect(await messagesOf(session)).toHaveLength(1)
    }))
})

describe('a Twilio event', () => {
  it('belongs to the channel whose signature was verified', () =>
    db.rolledBack(async (session) => {
      const [result] = await ingest(session, twilioEvent(hello()))
      expect(result).toMatchObject({
        outcome: 'applied',
        tenant_id: horizonte.id,
        channel_id: horizonte.twilio,
      })
      expect(await threadsOf(session, horizonte.id)).toHaveLength(1)
    }))

  it.each([
    ['an unknown channel', '00000000-0000-4000-8000-0000000000ff'],
    ['a channel of another clinic', aurora.twilio],
    ['a channel of the other provider', horizonte.evolution],
  ])('stores nothing for %s', (_what, channel) =>
    db.rolledBack(async (session) => {
      expect(await ingest(session, twilioEvent(hello(), { channel }))).toEqual([{ outcome: 'unauthorized' }])
      expect(await traces(session)).toEqual(nothing)
    }),
  )
})
