import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { address, evolutionEvent, ingest, joao, mariana, receive } from '../support/events.ts'
import { keepPage, old, openImport } from '../support/history.ts'
import { broadcastsOf, jobsOf, only, threadsOf } from '../support/inbox.ts'
import { claimed, type Fetch } from '../support/media.ts'
import { activateTwilio, makeDue } from '../support/outbox.ts'

const db = await createDatabase()

let event = 0
const announce = (session: Session, key: string, phone = mariana) =>
  ingest(
    session,
    evolutionEvent([{ type: 'picture', address: address({ phone }), key }], {
      key: `picture${(event += 1)}`,
    }),
  )
const pictureJobs = async (session: Session) =>
  (await jobsOf(session)).filter((job) => job.kind === 'fetch_picture')
const claim = async (session: Session) => {
  await makeDue(session)
  return only(await claimed(session, 'fetch_picture'))
}
const keep = (session: Session, job: Fetch, sha256: string) =>
  session.asService(async (sql) => {
    const facts = { mime_type: 'image/jpeg', extension: 'jpg', bytes: 900, sha256, width: 96, height: 96 }
    const [row] = await sql<{ kept: { path?: string; unchanged?: true } | null }[]>`
      select app.keep_picture(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${JSON.stringify(facts)}::text::jsonb) as kept`
    return row!.kept
  })
const complete = (session: Session, job: Fetch, outcome: string, details = {}) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ end: string }[]>`
      select app.complete_picture_fetch(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${outcome}, ${JSON.stringify(details)}::text::jsonb) as end`
    return row!.end
  })
const files = (session: Session) =>
  session.asPostgres((sql) => sql`select state, path from app.media_files order by created_at, state`)

async function stored(session: Session, key = 'k1', sha256 = 'a'.repeat(64)) {
  await announce(session, key)
  const job = await claim(session)
  const kept = await keep(session, job, sha256)
  await complete(session, job, kept?.path ? 'stored' : 'unchanged')
  return kept?.path ?? null
}

describe('a profile picture', () => {
  it('that is announced is fetched once, shown and told', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await announce(session, 'k1')
      await announce(session, 'k1')
      expect(await pictureJobs(session)).toHaveLength(1)
      const job = await claim(session)
      expect(job.opened).toMatchObject({
        provider: 'evolution',
        to: { phone: mariana },
        channel: { external_id: 'aurora' },
      })
      const path = (await keep(session, job, 'a'.repeat(64)))?.path
      expect(path).toMatch(new RegExp(`^${aurora.id}/\\d{4}/\\d{2}/[0-9a-f-]{36}\\.jpg$`))
      expect(await complete(session, job, 'stored')).toBe('finished')
      expect(only(await threadsOf(session)).picture_path).toBe(path)
      const told = (await broadcastsOf(session)).at(-1)
      expect(told).toMatchObject({
        event: 'thread',
        payload: { thread: { picture_path: path, unread_count: 1 } },
      })
      await announce(session, 'k1')
      expect(await pictureJobs(session)).toHaveLength(1)
      const readable = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select app.may_read_media(${path!}) as may`,
      )
      expect(readable).toEqual([{ may: true }])
      const stranger = await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select app.may_read_media(${path!}) as may`,
      )
      expect(stranger).toEqual([{ may: false }])
    }))

  it('of somebody without a conversation is nobody’s', () =>
    db.rolledBack(async (session) => {
      await announce(session, 'k1', joao)
      expect(await pictureJobs(session)).toEqual([])
    }))

  it('that is replaced is removed, and one that is the same is not stored again', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const first = await stored(session)
      expect(await stored(session, 'k2')).toBeNull()
      const second = await stored(session, 'k3', 'b'.repeat(64))
      expect(second).not.toBe(first)
      expect(only(await threadsOf(session)).picture_path).toBe(second)
      expect(await files(session)).toEqual(
        expect.arrayContaining([
          { state: 'doomed', path: first },
          { state: 'stored', path: second },
        ]),
      )
      expect((await jobsOf(session)).filter((job) => job.kind === 'remove_media')).toHaveLength(1)
    }))

  it('that is taken down goes', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await stored(session)
      await announce(session, 'k2')
      await complete(session, await claim(session), 'none')
      expect(only(await threadsOf(session)).picture_path).toBeNull()
      expect(await files(session)).toMatchObject([{ state: 'doomed' }])
    }))

  it('goes with its conversation, and with its clinic', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await stored(session)
      await session.asPostgres((sql) => sql`delete from public.conversation_threads`)
      expect(await files(session)).toMatchObject([{ state: 'doomed' }])
      await receive(session, { provider_message_id: 'A2' })
      await stored(session, 'k9')
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      expect(await files(session)).toEqual([])
    }))

  it('that cannot be had now is tried again; one that is refused stays as it was', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const path = await stored(session)
      await announce(session, 'k2')
      const job = await claim(session)
      expect(await complete(session, job, 'temporary', { reason: 'provider_unavailable' })).toBe('retry')
      expect(await complete(session, await claim(session), 'permanent', { reason: 'type_not_allowed' })).toBe(
        'finished',
      )
      expect(only(await threadsOf(session)).picture_path).toBe(path)
    }))

  it('of a worker that lost its lease, or of a conversation that went, is not stored', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await announce(session, 'k1')
      const job = await claim(session)
      const lost = { ...job, lease_token: '00000000-0000-4000-8000-000000000000' }
      expect(await keep(session, lost, 'a'.repeat(64))).toBeNull()
      expect(await complete(session, lost, 'stored')).toBe('lost')
      await session.asPostgres((sql) => sql`delete from public.conversation_threads`)
      expect(await keep(session, job, 'a'.repeat(64))).toBeNull()
    }))

  it('is looked for when history brings somebody, and never through a channel without pictures', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H1', 60)])
      const queued = only(await pictureJobs(session))
      // somebody who writes is shown before those who do not
      await announce(session, 'k1')
      expect(Number(only(await pictureJobs(session)).run_at)).toBeLessThan(Number(queued.run_at))
      await activateTwilio(session)
      await makeDue(session)
      expect(await claimed(session, 'fetch_picture')).toEqual([])
      expect(only(await pictureJobs(session)).finished_at).not.toBeNull()
    }))
})
