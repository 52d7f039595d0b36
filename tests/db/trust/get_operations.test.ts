import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface Operations {
  channels: {
    provider: string
    is_active: boolean
    state: string
    silent_minutes: number | null
    expected: number | null
  }[]
  queue: { waiting: number; oldest_minutes: number; dead: number }
  sends: { total: number; failed: number; percent: number | null }
  credits: { balance: number; per_day: number; days: number | null } | null
  alerts: { id: string; kind: string; data: Record<string, unknown> }[]
  past: { kind: string }[]
  kinds: { kind: string; threshold: number; is_on: boolean }[]
  quiet: { from: string | null; until: string | null }
}

const look = (on: Session) => ask<Operations>(on, 'get_operations', {}, 'dona@aurora.test')
const check = (on: Session, at: string) =>
  on.asService((sql) => sql`select app.check_clinic(${aurora.id}, ${at})`)
const open = async (on: Session) =>
  (
    await on.asPostgres(
      (sql) => sql<{ kind: string }[]>`
        select kind from public.alerts where tenant_id = ${aurora.id} and ended_at is null order by kind`,
    )
  ).map(({ kind }) => kind)
const channel = (on: Session, changes: Record<string, string | null>) =>
  on.asPostgres(async (sql) => {
    await sql`alter table public.notification_channels disable trigger notification_channels_touch`
    await sql`update public.notification_channels set ${sql(changes)} where id = ${aurora.evolution}`
  })

/** Friday, 20 November 2026, ten o'clock in São Paulo. */
const ten = '2026-11-20T13:00:00Z'

describe('get_operations', () => {
  it('says how channel, queue, sends and credits are, what the clinic is warned of and when it sleeps', () =>
    db.rolledBack(async (on) => {
      const state = await look(on)
      expect(state.channels[0]).toMatchObject({ provider: 'evolution', is_active: true, state: 'open' })
      expect(state).toMatchObject({
        queue: { waiting: 0, oldest_minutes: 0, dead: 0 },
        sends: { total: 0, failed: 0, percent: null },
        credits: null,
        alerts: [],
        quiet: { from: '21:00', until: '07:00' },
      })
      expect(state.kinds.map(({ kind }) => kind)).toContain('webhook_silent')
      expect(state.kinds.every(({ is_on }) => is_on)).toBe(true)
    }))

  it('finds a channel that has been disconnected for some minutes, and that it is back', () =>
    db.rolledBack(async (on) => {
      await channel(on, { connection_state: 'close', updated_at: '2026-11-20T12:57:00Z' })
      await check(on, ten)
      expect(await open(on)).toEqual([])
      await check(on, '2026-11-20T13:03:00Z')
      await check(on, '2026-11-20T13:08:00Z')
      expect(await open(on)).toEqual(['channel_disconnected'])
      expect((await look(on)).alerts).toMatchObject([
        { kind: 'channel_disconnected', data: { provider: 'evolution' } },
      ])
      await channel(on, { connection_state: 'open' })
      await check(on, '2026-11-20T13:13:00Z')
      expect(await open(on)).toEqual([])
      expect((await look(on)).past).toMatchObject([{ kind: 'channel_disconnected' }])
    }))

  it('finds a webhook that is silent for longer than usual at this hour, and at night finds nothing', () =>
    db.rolledBack(async (on) => {
      // forty messages an hour on Fridays from nine to twelve, for four weeks
      await on.asPostgres(
        (sql) => sql`
          insert into app.report_days (tenant_id, day, measure, person_id, channel_id, number, total, counts)
          select ${aurora.id}, d::date, 'received', app.no_one(), ${aurora.evolution}, 120, 0,
            array[0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 40, 40]
          from unnest(array['2026-10-23', '2026-10-30', '2026-11-06', '2026-11-13']) d`,
      )
      await channel(on, { last_event_at: '2026-11-20T12:45:00Z' })
      await check(on, '2026-11-20T13:00:00Z')
      expect(await open(on)).toEqual([])
      await check(on, '2026-11-20T13:15:00Z')
      expect(await open(on)).toEqual(['webhook_silent'])
      const [alert] = (await look(on)).alerts
      expect(alert!.data).toEqual({ minutes: 30, expected: 20 })
      // a night without a word is what every night is
      await channel(on, { last_event_at: '2026-11-20T22:00:00Z' })
      await check(on, '2026-11-21T08:00:00Z')
      expect(await open(on)).toEqual([])
    }))

  it('finds a queue that stands still, and jobs that failed', () =>
    db.rolledBack(async (on) => {
      await on.asPostgres(
        (sql) => sql`
          insert into app.jobs (tenant_id, kind, payload, run_at, dead_at)
          select ${aurora.id}, 'opt_in_ack', '{}', ${ten}::timestamptz - interval '20 minutes', case when n > 1 then ${ten}::timestamptz end
          from generate_series(1, 4) n`,
      )
      await check(on, ten)
      expect(await open(on)).toEqual(['jobs_failed', 'queue_stuck'])
      await on.asPostgres(
        (sql) => sql`update app.jobs set finished_at = ${ten}, dead_at = null where tenant_id = ${aurora.id}`,
      )
      await check(on, ten)
      expect(await open(on)).toEqual([])
    }))

  it('finds that credits end within a week at the present pace', () =>
    db.rolledBack(async (on) => {
      await on.asPostgres(async (sql) => {
        await sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id}`
        await sql`update public.notification_channels set is_active = true where id = ${aurora.twilio}`
        await sql`alter table public.whatsapp_credits_transactions disable trigger user`
        await sql`
          insert into public.whatsapp_credits_balance (tenant_id, balance) values (${aurora.id}, 60)
          on conflict (tenant_id) do update set balance = 60`
        await sql`
          insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, balance_after, reference, created_at)
          select ${aurora.id}, 'usage', -10, 0, 'test:' || n, ${ten}::timestamptz - make_interval(days => n) from generate_series(0, 9) n`
      })
      await check(on, ten)
      expect(await open(on)).toEqual(['credits_running_out'])
      const [alert] = (await look(on)).alerts
      // a hundred in nine days
      expect(alert!.data).toEqual({ balance: 60, days: 5 })
    }))

  it('looks after every clinic', () =>
    db.rolledBack(async (on) => {
      const [row] = await on.asService(
        (sql) => sql<{ n: number }[]>`select app.check_operations(${ten}) as n`,
      )
      expect(row!.n).toBe(2)
    }))

  itIsForAdmins(db, (sql) => sql`select public.get_operations(${aurora.id})`)
})
