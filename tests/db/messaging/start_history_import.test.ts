import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import {
  claimImport,
  importOf,
  keepChats,
  keepPage,
  old,
  openImport,
  startImport,
} from '../support/history.ts'
import { broadcastsOf, jobsOf, messagesOf, only } from '../support/inbox.ts'
import { activateTwilio, makeDue } from '../support/outbox.ts'
import { answer } from '../support/workspace.ts'
import { claimed } from '../support/media.ts'

const db = await createDatabase()

const setState = (session: Session, state: string) =>
  session.asService((sql) => sql`select app.set_channel_state(${aurora.id}, ${aurora.evolution}, ${state})`)
const delay = (
  session: Session,
  job: { tenant_id: string; job_id: number; lease_token: string },
  permanent = false,
) =>
  session.asService(
    (sql) => sql`select app.delay_history_import(${job.tenant_id}, ${job.job_id}, ${job.lease_token},
      ${permanent ? 'provider_auth_failed' : 'provider_unavailable'}, 'The gateway answered 500.', ${permanent}, null)`,
  )

describe('start_history_import', () => {
  it('reads the last thirty days, and is one while it is open', () =>
    db.rolledBack(async (session) => {
      const begun = await startImport(session)
      expect(begun).toMatchObject({ state: 'queued', chats_total: null, chats_done: 0, messages_stored: 0 })
      expect(Date.parse(begun.until) - Date.parse(begun.since)).toBe(30 * 24 * 60 * 60_000)
      expect((await startImport(session)).id).toBe(begun.id)
      expect(await jobsOf(session)).toHaveLength(1)
      expect((await broadcastsOf(session)).map(({ event }) => event)).toEqual(['history_import'])
    }))

  it('begins anew when the last one is over', () =>
    db.rolledBack(async (session) => {
      await openImport(session, [])
      const first = await importOf(session)
      expect(first).toMatchObject({ state: 'done', chats_total: 0 })
      expect((await startImport(session)).id).not.toBe(first?.id)
    }))

  it('is refused without a connected channel that has a history', () =>
    db.rolledBack(async (session) => {
      await setState(session, 'close')
      await expectRefusal(() => startImport(session), 'PT409', 'channel_disconnected')
      await activateTwilio(session)
      await expectRefusal(() => startImport(session), 'PT409', 'history_not_available')
      await session.asPostgres((sql) => sql`update public.notification_channels set is_active = false`)
      await expectRefusal(() => startImport(session), 'PT404', 'channel_not_found')
    }))

  itIsForAdmins(db, (sql) => sql`select public.start_history_import(${aurora.id})`)
})

describe('a channel that is connected', () => {
  it('is read once, a moment later', () =>
    db.rolledBack(async (session) => {
      await setState(session, 'connecting')
      await setState(session, 'open')
      await setState(session, 'open')
      const job = only(await jobsOf(session))
      expect(job).toMatchObject({ kind: 'import_history' })
      expect(Number(job.run_at)).toBeGreaterThan(Date.now() + 5_000)
      const found = await claimImport(session)
      await keepChats(session, found, [])
      await setState(session, 'close')
      await setState(session, 'open')
      expect(await jobsOf(session)).toHaveLength(1)
    }))
})

describe('an import whose worker dies', () => {
  it('goes on behind the last page', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session, ['a@s.whatsapp.net', 'b@s.whatsapp.net'])
      await keepPage(session, job, [old('A1', 60)])
      await session.asPostgres((sql) => sql`update app.jobs set leased_until = now() - interval '1 second'`)
      const next = await claimImport(session)
      expect(next.opened.step).toEqual({ place: 2, chat: 'b@s.whatsapp.net', name: null, page: 1 })
      // the one who was slow stores nothing any more
      expect(await keepPage(session, job, [old('B1', 60)], { place: 2 })).toBeNull()
      expect(await messagesOf(session)).toHaveLength(1)
    }))
})

describe('an import whose provider is down', () => {
  it('says so, and is tried again', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await delay(session, job)
      const waiting = await importOf(session)
      expect(waiting).toMatchObject({ state: 'waiting', last_error: 'provider_unavailable' })
      expect(waiting?.retry_at).not.toBeNull()
      await keepPage(session, await claimImport(session), [], { next: 2 })
      expect(await importOf(session)).toMatchObject({ state: 'running', last_error: null, retry_at: null })
    }))

  it('that refuses us ends it with the reason, and Filas takes it up again where it was', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H1', 60)], { next: 2 })
      await delay(session, job, true)
      expect(await importOf(session)).toMatchObject({ state: 'failed', last_error: 'provider_auth_failed' })
      await answer(session, 'replay_job', { p_job_id: job.job_id }, 'admin@aurora.test')
      expect(await importOf(session)).toMatchObject({ state: 'queued', last_error: null })
      expect((await claimImport(session)).opened.step).toMatchObject({ page: 2 })
    }))

  it('is given up after many looks', () =>
    db.rolledBack(async (session) => {
      await openImport(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = 20, leased_until = null`)
      await makeDue(session)
      expect(await claimed(session, 'import_history')).toEqual([])
      expect(await importOf(session)).toMatchObject({ state: 'failed', last_error: 'provider_unavailable' })
    }))
})

it('stops when the clinic goes over to another channel', () =>
  db.rolledBack(async (session) => {
    await startImport(session)
    await activateTwilio(session)
    await makeDue(session)
    expect(await claimed(session, 'import_history')).toEqual([])
    const [row] = await session.asPostgres((sql) => sql`select state from app.history_imports`)
    expect(row).toEqual({ state: 'cancelled' })
  }))
