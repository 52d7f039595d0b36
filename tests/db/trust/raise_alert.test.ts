import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alertWords } from '../../../supabase/functions/_shared/trust/mails/alert.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { notificationsOf } from '../support/notifications.ts'

const db = await createDatabase()
const root = join(import.meta.dirname, '../../..')
/** Noon and half past eleven at night of São Paulo. */
const noon = '2026-11-20T15:00:00Z'
const night = '2026-11-21T02:30:00Z'

const raise = (on: Session, kind: string, at = noon, subject = '') =>
  on.asService(async (sql) => {
    const [row] = await sql<{ id: string | null }[]>`
      select app.raise_alert(${aurora.id}, ${kind}, ${subject}, '{"count": 4}', ${at}) as id`
    return row!.id
  })
const end = (on: Session, kind: string, at = noon) =>
  on.asService(async (sql) => {
    const [row] = await sql<{ ended: boolean }[]>`
      select app.resolve_alert(${aurora.id}, ${kind}, '', ${at}) as ended`
    return row!.ended
  })
const tell = (on: Session, id: string | null, at = noon) =>
  on.asService(async (sql) => {
    const [row] = await sql<{ n: number }[]>`select app.tell_alert(${aurora.id}, ${id}, ${at}) as n`
    return row!.n
  })
const jobs = (on: Session, kind: string) =>
  on.asPostgres(
    (sql) => sql<{ payload: Record<string, unknown>; run_at: Date }[]>`
      select payload, run_at from app.jobs where kind = ${kind} order by payload ->> 'to', id`,
  )

describe('raise_alert', () => {
  it('tells owner and administrators once while it stands, by bell and e-mail', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on, 'jobs_failed')
      expect(await raise(on, 'jobs_failed')).toBe(id)
      expect(await jobs(on, 'tell_alert')).toHaveLength(1)
      expect(await tell(on, id)).toBe(2)
      expect(await tell(on, id)).toBe(0)
      expect((await jobs(on, 'send_email')).map(({ payload }) => payload)).toMatchObject(
        ['admin@aurora.test', 'dona@aurora.test'].map((to) => ({
          template: 'alert',
          to,
          data: { kind: 'jobs_failed', clinic: aurora.name, data: { count: 4 }, locale: 'pt-BR' },
        })),
      )
      expect(await notificationsOf(on, 'dona@aurora.test')).toMatchObject([
        { kind: 'alert', preview: 'jobs_failed', thread_key: null, read_at: null },
      ])
      expect(await notificationsOf(on, 'recepcao@aurora.test')).toEqual([])
    }))

  it('is another alert for another subject, and again once it had ended', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on, 'jobs_failed')
      expect(await raise(on, 'jobs_failed', noon, 'other')).not.toBe(id)
      await tell(on, id)
      expect(await end(on, 'jobs_failed')).toBe(true)
      expect(await end(on, 'jobs_failed')).toBe(false)
      expect((await notificationsOf(on, 'dona@aurora.test'))[0]?.read_at).not.toBeNull()
      // it flickers: within half an hour it is the same
      expect(await raise(on, 'jobs_failed', '2026-11-20T15:20:00Z')).toBe(id)
      await end(on, 'jobs_failed', '2026-11-20T15:21:00Z')
      expect(await raise(on, 'jobs_failed', '2026-11-20T16:00:00Z')).not.toBe(id)
    }))

  it('waits for the morning when it is not urgent', () =>
    db.rolledBack(async (on) => {
      await raise(on, 'jobs_failed', night)
      await raise(on, 'channel_disconnected', night)
      const moments = (await jobs(on, 'tell_alert')).map(({ run_at }) => run_at.toISOString()).sort()
      expect(moments).toEqual(['2026-11-21T02:30:00.000Z', '2026-11-21T10:00:00.000Z'])
    }))

  it('tells nobody once it ended, was seen to or sleeps', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on, 'queue_stuck')
      await end(on, 'queue_stuck')
      expect(await tell(on, id)).toBe(0)
      for (const column of ['handled_at', 'snoozed_until']) {
        const other = await raise(on, 'queue_stuck', '2026-11-20T18:00:00Z', column)
        await on.asPostgres(
          (sql) => sql`update public.alerts set ${sql(column)} = '2026-11-20T19:00:00Z' where id = ${other}`,
        )
        expect(await tell(on, other, '2026-11-20T18:30:00Z')).toBe(0)
      }
    }))

  it('is none where the clinic does not want the kind, and no e-mail where it wants none', () =>
    db.rolledBack(async (on) => {
      await on.asPostgres(
        (sql) => sql`
          insert into public.alert_settings (tenant_id, kind, is_on, by_email) values
            (${aurora.id}, 'jobs_failed', false, true), (${aurora.id}, 'queue_stuck', true, false)`,
      )
      expect(await raise(on, 'jobs_failed')).toBeNull()
      expect(await tell(on, await raise(on, 'queue_stuck'))).toBe(2)
      expect(await jobs(on, 'send_email')).toEqual([])
    }))

  it('of two who raise it at once, one is', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => raise(db, 'sends_failing')))
    expect(new Set(ids).size).toBe(1)
    expect(await jobs(db, 'tell_alert')).toHaveLength(1)
  })

  it('has words for every kind: e-mail, bell and push', async () => {
    const kinds = (
      await db.asPostgres((sql) => sql<{ kind: string }[]>`select kind from app.alert_kinds order by kind`)
    ).map(({ kind }) => kind)
    const push = readFileSync(join(root, 'public/push.js'), 'utf8')
    for (const locale of ['pt-BR', 'en'] as const) {
      expect([...alertWords[locale]].sort()).toEqual(kinds)
      const texts = JSON.parse(
        readFileSync(join(root, 'src/locales', locale, 'notifications.json'), 'utf8'),
      ) as { alerts: Record<string, string> }
      expect(Object.keys(texts.alerts).sort()).toEqual(kinds)
    }
    for (const kind of kinds) expect(push.split(`${kind}: `)).toHaveLength(3)
  })
})
