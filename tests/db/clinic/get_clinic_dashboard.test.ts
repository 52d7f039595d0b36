import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, helena, openAgenda, patients, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { dashboard, expectRecount, refresh } from '../support/dashboard.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, receive } from '../support/money.ts'
import { createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

const status = (session: Session, id: string, value: string) =>
  ask(session, 'set_session_status', { id, status: value })

/** A session of so many days from today, with an outcome. */
async function session(
  on: Session,
  days: number,
  outcome: string | null,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const id = crypto.randomUUID()
  await book(on, { id, start_local: `${day(days)}T15:00`, ...changes })
  if (outcome) await status(on, id, outcome)
  return id
}

describe('get_clinic_dashboard', () => {
  it('counts sessions by what became of them, and patients who came for the first time', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      await refresh(on)
      await session(on, -20, 'attended')
      await session(on, -13, 'missed')
      await session(on, -6, 'attended')
      await session(on, 20, 'cancelled')
      await session(on, -1, 'cancelled')
      await session(on, -2, 'excused')
      await session(on, -3, 'attended', { therapist_id: sueli, patient_ids: [patients.bia] })
      const { totals, therapists } = await dashboard(on)
      expect(totals.now).toMatchObject({
        held: 3,
        missed: 1,
        excused: 1,
        no_show_rate: 0.25,
        cancelled_late: 1,
        cancelled_early: 1,
        new_patients: 2,
        booked_minutes: 200,
        occupation: null,
      })
      const of = (id: string) => therapists.find((line) => line.therapist_id === id)?.now
      expect(of(helena)).toMatchObject({ held: 2, missed: 1, new_patients: 1 })
      expect(of(sueli)).toMatchObject({ held: 1, missed: 0, new_patients: 1 })
      await expectRecount(on)
    }))

  it('follows a session to another day and therapist, and a late outcome to its old day', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      const id = await session(on, -40, 'attended')
      await refresh(on)
      const of = async (from: number, to: number, id: string) =>
        (await dashboard(on, { from: day(from), to: day(to), therapist_ids: [id] })).totals.now
      expect(await of(-40, -40, helena)).toMatchObject({ held: 1, new_patients: 1 })
      await status(on, id, 'missed')
      expect(await of(-40, -40, helena)).toMatchObject({ held: 0, missed: 1, new_patients: 0 })
      // an outcome is taken back before a session is moved
      await status(on, id, 'scheduled')
      await ask(on, 'move_session', {
        id,
        version: null,
        start_local: `${day(-30)}T10:00`,
        therapist_id: sueli,
        squeeze_in_reason: 'encaixe',
      })
      await status(on, id, 'attended')
      expect(await of(-40, -40, helena)).toMatchObject({ held: 0, missed: 0, new_patients: 0 })
      expect(await of(-30, -30, sueli)).toMatchObject({ held: 1, new_patients: 1 })
      await expectRecount(on)
    }))

  it('a patient with a rhythm drops out after four weeks with nothing booked, and is back with a booking', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      for (const days of [-63, -56, -49, -42]) await session(on, days, 'attended')
      for (const days of [-50, -43]) await session(on, days, 'attended', { patient_ids: [patients.bia] })
      await refresh(on)
      const lost = async () => (await dashboard(on, { from: day(-14), to: day(-14) })).totals.now.drop_outs
      expect(await lost()).toBe(1)
      expect((await dashboard(on, { from: day(-90) })).totals.now.drop_outs).toBe(1)
      const id = await session(on, 5, null)
      expect(await lost()).toBe(0)
      await status(on, id, 'cancelled')
      expect(await lost()).toBe(1)
      await ask(on, 'archive_patient', { id: patients.ana, archived: true })
      expect(await lost()).toBe(0)
      await expectRecount(on)
    }))

  it('offers what the rules said on each day, without absences, recess and holidays', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      await on.asPostgres((sql) => sql`update public.therapists set created_at = now() - interval '1 year'`)
      const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
      const hours = (until_time: string) =>
        ask(on, 'save_working_hours', {
          therapist_id: helena,
          hours: all.map((weekday) => ({ weekday, from_time: '08:00', until_time })),
        })
      await hours('12:00')
      await refresh(on)
      const offered = async (days: number) =>
        (await dashboard(on, { from: day(days), to: day(days) })).totals.now.offered_minutes
      const [row] = await on.asPostgres(
        (sql) => sql<{ n: number }[]>`
          select g.n::int as n from generate_series(-20, -8) g (n)
          where not exists (select from app.holidays_between(${aurora.id}, ${day(-30)}, ${day(0)}) h
            where h.day = ${day(0)}::date + g.n or h.day = ${day(0)}::date + g.n + 1) limit 1`,
      )
      const past = row!.n
      expect(await offered(past)).toBe(240)
      // a rule of today leaves last week alone
      await hours('10:00')
      expect(await offered(past)).toBe(240)
      await session(on, past, 'attended')
      const { totals } = await dashboard(on, { from: day(past), to: day(past) })
      expect(totals.now).toMatchObject({ booked_minutes: 50, offered_minutes: 240, occupation: 0.2083 })
      await on.asPostgres(
        (sql) => sql`insert into public.agenda_exceptions (tenant_id, therapist_id, kind, starts_at, ends_at)
          values (${aurora.id}, ${helena}, 'absence', ${`${day(past)} 11:00`}::timestamp at time zone 'America/Sao_Paulo',
            ${`${day(past)} 18:00`}::timestamp at time zone 'America/Sao_Paulo')`,
      )
      expect(await offered(past)).toBe(180)
      await ask(on, 'save_clinic_holiday', { id: crypto.randomUUID(), day: day(past), name: 'Padroeira' })
      expect(await offered(past)).toBe(0)
      expect(await offered(past + 1)).toBe(240)
      await expectRecount(on)
    }))

  it('money counts on the day it is due and the day it came in, and goes when it goes back', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      await session(on, -10, 'attended')
      await session(on, -3, 'attended')
      await refresh(on)
      const [first] = await charges(on)
      const paid = await receive(on, [first!])
      const helenas = async () => (await dashboard(on, { therapist_ids: [helena] })).totals.now
      const shown = await dashboard(on)
      expect(shown.totals.now).toMatchObject({ charged_cents: 36000, received_cents: 18000 })
      expect(shown).toMatchObject({ open_cents: 18000, overdue_cents: 18000 })
      expect(await helenas()).toMatchObject({ received_cents: 18000 })
      await ask(on, 'refund_payment', {
        id: crypto.randomUUID(),
        payment_id: paid.id,
        amount_cents: 5000,
        method: 'pix',
        reason: 'Devolvido',
      })
      expect((await dashboard(on)).totals.now).toMatchObject({ received_cents: 13000 })
      expect(await helenas()).toMatchObject({ received_cents: 13000 })
      await expectRecount(on)
    }))

  it('a therapist sees the own numbers alone, and the reception no money', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      await session(on, -3, 'attended')
      await session(on, -2, 'attended', { therapist_id: sueli, patient_ids: [patients.bia] })
      const own = await dashboard(on, { therapist_ids: [sueli] }, 'terapeuta@aurora.test')
      expect(own).toMatchObject({ is_own: true, sees_money: true, people: [], open_cents: 18000 })
      expect(own.totals.now).toMatchObject({ held: 1, charged_cents: 18000 })
      expect(own.therapists.map((line) => line.therapist_id)).toEqual([helena])
      const desk = await dashboard(on, {}, 'recepcao@aurora.test')
      expect(desk).toMatchObject({ is_own: false, sees_money: false })
      expect(JSON.stringify(desk)).not.toMatch(/_cents/)
      expect(desk.totals.now.held).toBe(2)
      for (const email of ['dona@aurora.test', 'admin@aurora.test', 'supervisor@aurora.test'] as const)
        expect(await dashboard(on, {}, email)).toMatchObject({ is_own: false, open_cents: 36000 })
    }))

  it('answers the first answer in hours in which the clinic is open, and who waits now', () =>
    db.rolledBack(async (on) => {
      await ingest(on, evolutionEvent([message({ provider_message_id: 'Q1' })]))
      expect((await dashboard(on)).waiting).toBe(1)
      await createOutbound(on, { clientId: crypto.randomUUID() })
      const rows = await on.asPostgres(
        (sql) => sql`select answered_by is not null as known from app.first_answers`,
      )
      expect([...rows]).toEqual([{ known: true }])
      expect((await dashboard(on)).waiting).toBe(0)
      await on.asPostgres(
        (sql) => sql`update app.first_answers set asked_at = now() - interval '2 days',
          answered_at = now() - interval '1 day', business_minutes = 95`,
      )
      expect((await dashboard(on)).totals.now).toMatchObject({ first_answers: 1, first_answer_minutes: 95 })
    }))

  it('an answer that did not leave is none', () =>
    db.rolledBack(async (on) => {
      await ingest(on, evolutionEvent([message({ provider_message_id: 'Q1' })]))
      await createOutbound(on, { clientId: crypto.randomUUID() })
      const count = async () =>
        (
          await on.asPostgres((sql) => sql<{ n: number }[]>`select count(*)::int as n from app.first_answers`)
        )[0]!.n
      expect(await count()).toBe(1)
      await on.asPostgres(async (sql) => {
        await sql`update public.conversation_messages set status = 'failed' where direction = 'outbound'`
        await sql`update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id)`
      })
      expect(await count()).toBe(0)
    }))

  it.each([
    ['month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', '2025-03-01', '2025-03-31'],
    ['month', '2026-03-01', '2026-03-30', '2026-02-01', '2026-02-28', '2025-03-01', '2025-03-30'],
    ['month', '2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31', '2023-02-01', '2023-02-28'],
    ['month', '2025-02-01', '2025-02-28', '2025-01-01', '2025-01-31', '2024-02-01', '2024-02-29'],
    ['week', '2026-11-23', '2026-11-28', '2026-11-16', '2026-11-21', '2025-11-23', '2025-11-28'],
    ['quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31', '2025-04-01', '2025-06-30'],
    ['year', '2026-01-01', '2026-11-28', '2025-01-01', '2025-11-28', '2025-01-01', '2025-11-28'],
    ['custom', '2026-11-10', '2026-11-12', '2026-11-07', '2026-11-09', '2025-11-10', '2025-11-12'],
  ])('compares %s %s to %s with the same before', (unit, from, to, beforeFrom, beforeTo, yearFrom, yearTo) =>
    db.rolledBack(async (on) => {
      const { before, year } = await dashboard(on, { from, to, unit })
      expect([before.from, before.to, year.from, year.to]).toEqual([beforeFrom, beforeTo, yearFrom, yearTo])
    }),
  )

  it('days begin where the clinic is, and all are counted anew in another zone', () =>
    db.rolledBack(async (on) => {
      await openAgenda(on)
      // twenty past midnight in São Paulo is still yesterday in Manaus
      await session(on, -5, 'attended', { start_local: `${day(-5)}T00:20` })
      await refresh(on)
      const held = async (days: number) =>
        (await dashboard(on, { from: day(days), to: day(days) })).totals.now.held
      expect([await held(-6), await held(-5)]).toEqual([0, 1])
      await on.asPostgres(
        (sql) => sql`update public.tenants set time_zone = 'America/Manaus' where id = ${aurora.id}`,
      )
      expect([await held(-6), await held(-5)]).toEqual([1, 0])
      await refresh(on)
      expect([await held(-6), await held(-5)]).toEqual([1, 0])
      await expectRecount(on)
    }))

  it.each(['America/New_York', 'America/Asuncion', 'America/Sao_Paulo'])(
    'every day of a year has what was held on it, in %s',
    (zone) =>
      db.rolledBack(async (on) => {
        await openAgenda(on)
        await on.asPostgres(async (sql) => {
          await sql`update public.tenants set time_zone = ${zone} where id = ${aurora.id}`
          await sql`
            insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, status, squeezed_in_by, squeezed_in_at, squeezed_in_reason)
            select ${aurora.id}, ${helena}, ${types.single}, m, m + interval '20 minutes', 'attended', ${helena}, now(), 'teste'
            from generate_series('2024-01-01'::date, '2024-12-31', '1 day') d, (values ('00:00'::time), ('23:40')) t (t),
              lateral (select app.local_moment(d::date + t.t, ${zone}) as m) x`
        })
        await refresh(on)
        const shown = await dashboard(on, { from: '2024-01-01', to: '2024-12-31', unit: 'year' })
        expect(shown.totals.now.held).toBe(732)
        const rows = await on.asPostgres(
          (sql) => sql`select day from app.clinic_day_summaries where held not in (0, 2)`,
        )
        expect([...rows]).toEqual([])
        expect(shown.series).toHaveLength(12)
        await expectRecount(on)
      }),
  )

  it('refuses periods that are none, or too long', () =>
    db.rolledBack(async (on) => {
      await expectError(dashboard(on, { from: day(1), to: day(0) }), 'PT400', 'invalid_date')
      await expectError(dashboard(on, { from: day(-2000), to: day(0) }), 'PT400', 'invalid_date')
      await expectError(dashboard(on, { unit: 'moon' }), 'PT400', 'invalid_filter')
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'get_clinic_dashboard', { from: '2026-11-01', to: '2026-11-30' }),
)
