import { describe, expect, it } from 'vitest'
import { ask, helena } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, joao, mariana, message, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { createOutbound } from '../support/outbox.ts'
import { answered, expectReportRecount, report } from '../support/reports.ts'

const db = await createDatabase()
const rita = people['recepcao@aurora.test'].id
/** 9:30 in São Paulo on Friday, 20 November 2026. */
const friday = '2026-11-20T12:30:00Z'

const finish = (on: Session, status = 'finished') =>
  ask(on, 'set_conversation_status', { thread_key: `whatsapp:${mariana}`, status })
const resolutions = async (on: Session) =>
  (await on.asPostgres((sql) => sql`select * from app.resolutions where tenant_id = ${aurora.id}`)).length

describe('get_service_report', () => {
  it('counts messages by hour, weekday, channel and whoever wrote', () =>
    db.rolledBack(async (on) => {
      await receive(on, { provider_message_id: 'A1', occurred_at: friday })
      await receive(on, { provider_message_id: 'A2', occurred_at: '2026-11-20T13:05:00Z' })
      await receive(on, { provider_message_id: 'A3', from_me: true, occurred_at: '2026-11-20T13:10:00Z' })
      await receive(on, { provider_message_id: 'A4', kind: 'system', occurred_at: friday })
      const { totals, hours, channels, series, people: team } = await report(on)
      expect(totals.now).toMatchObject({ received: 2, sent: 1, automatic: 0 })
      expect(totals.before).toMatchObject({ received: 0, answers: { count: 0, median: null } })
      expect(hours).toEqual([
        { weekday: 5, hour: 9, received: 1, sent: 0 },
        { weekday: 5, hour: 10, received: 1, sent: 1 },
      ])
      expect(channels).toMatchObject([{ provider: 'evolution', received: 2, sent: 1 }])
      expect(series).toHaveLength(7)
      expect(series[4]).toMatchObject({ day: '2026-11-20', received: 2 })
      expect(team.find(({ person_id }) => person_id === null)).toMatchObject({ sent: 1 })
      await expectReportRecount(on)
    }))

  it('has mean, median and the slowest tenth, by open hours and by the clock, and who was within the target', () =>
    db.rolledBack(async (on) => {
      for (const [clock, open] of [
        [3, 3],
        [10, 10],
        [61, 20],
        [900, 30],
      ] as const)
        await answered(on, friday, { clock, open }, rita)
      const open = (await report(on)).totals.now.answers
      expect(open).toEqual({ count: 4, mean: 15.8, median: 15, p90: 30, within_rate: 1 })
      const clock = (await report(on, { hours: 'clock' })).totals.now.answers
      expect(clock).toMatchObject({ count: 4, mean: 243.5, median: 35.5, within_rate: 0.5 })
      expect(Math.abs(clock.p90! - 900) / 900).toBeLessThan(0.032)
      await ask(on, 'save_report_settings', { answer_target_minutes: 20 }, 'dona@aurora.test')
      expect((await report(on)).totals.now.answers.within_rate).toBe(0.5)
      await expectReportRecount(on)
    }))

  it('compares with the period before', () =>
    db.rolledBack(async (on) => {
      await answered(on, '2026-11-13T12:00:00Z', { clock: 5, open: 5 }, rita)
      const { totals } = await report(on, { unit: 'week' })
      expect([totals.now.answers.count, totals.before.answers.count]).toEqual([0, 1])
    }))

  it('counts a closing from the first word to the end, and none that was opened again without a word', () =>
    db.rolledBack(async (on) => {
      await receive(on, { provider_message_id: 'A1', occurred_at: friday })
      await finish(on)
      expect(await resolutions(on)).toBe(1)
      await finish(on, 'open')
      expect(await resolutions(on)).toBe(0)
      await finish(on)
      // the person writes again: it was finished, and another one begins
      await receive(on, {
        provider_message_id: 'A2',
        occurred_at: new Date(Date.now() + 60_000).toISOString(),
      })
      expect(await resolutions(on)).toBe(1)
      const [row] = await on.asPostgres(
        (sql) => sql`select opened_at, finished_by from app.resolutions where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ opened_at: new Date(friday), finished_by: rita })
      await expectReportRecount(on)
    }))

  it('follows what is taken back: an answer that did not leave, a message that is discarded, another channel', () =>
    db.rolledBack(async (on) => {
      await receive(on, { provider_message_id: 'A1', occurred_at: friday })
      const { message: sent } = await createOutbound(on)
      await expectReportRecount(on)
      await on.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set channel_id = ${aurora.twilio} where id = ${sent.id}`,
      )
      await expectReportRecount(on)
      await on.asPostgres((sql) => sql`delete from public.conversation_messages where id = ${sent.id}`)
      await on.asPostgres((sql) => sql`delete from app.first_answers`)
      await expectReportRecount(on)
    }))

  it('counts what was there before it, once, with the closings that conversations show', () =>
    db.rolledBack(async (on) => {
      await receive(on, { provider_message_id: 'A1', occurred_at: friday })
      await finish(on)
      await on.asPostgres(async (sql) => {
        await sql`delete from app.resolutions`
        await sql`delete from app.report_changes`
      })
      for (let n = 0; n < 2; n++) await on.asService((sql) => sql`select app.fold_reports()`)
      expect((await report(on)).totals.now.received).toBe(1)
      expect(await resolutions(on)).toBe(1)
      await expectReportRecount(on)
      const { backlog_days } = await report(on, {
        from: '2026-01-01',
        to: new Date().toISOString().slice(0, 10),
      })
      expect(backlog_days.at(-1)).toMatchObject({ open: 0, waiting: 0 })
    }))

  it('moves to the days of another time zone', () =>
    db.rolledBack(async (on) => {
      await receive(on, { provider_message_id: 'A1', occurred_at: '2026-11-20T02:30:00Z' })
      expect((await report(on)).hours).toMatchObject([{ weekday: 4, hour: 23 }])
      await on.asPostgres((sql) => sql`update public.tenants set time_zone = 'UTC' where id = ${aurora.id}`)
      expect((await report(on)).hours).toMatchObject([{ weekday: 5, hour: 2 }])
      await expectReportRecount(on)
    }))

  it('shows everybody to who leads, and to anybody else the own numbers', () =>
    db.rolledBack(async (on) => {
      await answered(on, friday, { clock: 5, open: 5 }, rita)
      await answered(on, friday, { clock: 50, open: 50 }, helena)
      for (const email of ['dona@aurora.test', 'admin@aurora.test', 'supervisor@aurora.test'] as const) {
        const all = await report(on, {}, email)
        expect([all.is_own, all.totals.now.answers.count]).toEqual([false, 2])
        expect((await report(on, { person_id: rita }, email)).totals.now.answers).toMatchObject({
          count: 1,
          median: 5,
        })
      }
      for (const [email, id, median] of [
        ['recepcao@aurora.test', rita, 5],
        ['terapeuta@aurora.test', helena, 50],
      ] as const) {
        const own = await report(on, { person_id: people['dona@aurora.test'].id }, email)
        expect(own).toMatchObject({
          is_own: true,
          members: [],
          totals: { now: { answers: { count: 1, median } } },
        })
        expect(own.people.map(({ person_id }) => person_id)).toEqual([id])
      }
    }))

  it('answers the same while people write and the clock counts', async () => {
    const fold = () => db.asService((sql) => sql`select app.fold_report_changes(${aurora.id})`)
    const write = (n: number) =>
      ingest(
        db,
        evolutionEvent([
          message({
            provider_message_id: `C${n}`,
            address: { phone: n % 2 ? mariana : joao },
            occurred_at: friday,
          }),
        ]),
      )
    const seen: number[] = []
    const look = async () => void seen.push((await report(db)).totals.now.received)
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        write(n).then(() => (n % 5 === 0 ? Promise.all([fold(), look()]) : null)),
      ),
    )
    expect((await report(db)).totals.now.received).toBe(40)
    expect(Math.max(...seen)).toBeLessThanOrEqual(40)
    await expectReportRecount(db)
  })

  it('refuses days that are none, and hours that it does not know', () =>
    db.rolledBack(async (on) => {
      await expectError(report(on, { from: '2026-11-22', to: '2026-11-16' }), 'PT400', 'invalid_date')
      await expectError(report(on, { to: null }), 'PT400', 'invalid_date')
      await expectError(report(on, { hours: 'lunch' }), 'PT400', 'invalid_filter')
      await expectError(report(on, { unit: 'decade' }), 'PT400', 'invalid_filter')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_service_report(${aurora.id}, '2026-11-01', '2026-11-20')`)
})

describe('slots', () => {
  it('keep each minute of the first hour, and anything longer within 3.2 %', async () => {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select max(abs(app.slot_minutes(app.duration_slot(m)) - m) / greatest(m, 1)) as off,
          bool_and(m >= 64 or app.slot_minutes(app.duration_slot(m)) = m) as exact,
          bool_and(app.duration_slot(m) <= app.duration_slot(m + 1)) as ordered
        from (select generate_series(0, 1500) union all select generate_series(1501, 131071, 97)) x (m)`,
    )
    expect(Number(row!.off)).toBeLessThan(0.032)
    expect(row).toMatchObject({ exact: true, ordered: true })
  })

  it('end where each target ends, so that the share within it is exact', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select m from unnest(array[5, 10, 15, 20, 30, 45, 60, 120, 240, 480, 960]) m
        where app.duration_slot(m) = app.duration_slot(m - 1)`,
    )
    expect([...rows]).toEqual([])
  })
})
