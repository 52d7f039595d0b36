import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface OwnerDay {
  money: Record<'received_today_cents' | 'received_month_cents' | 'open_cents' | 'overdue_cents', number>
  week: { open_minutes: number; taken_minutes: number; therapists: { name: string; taken_minutes: number }[] }
  alerts: Record<string, unknown>
}
const day = (session: Session) => ask<OwnerDay>(session, 'get_owner_day', {}, 'dona@aurora.test')

/** A moment of this week's Wednesday or of a day, in the clinic's time. */
async function at(session: Session, expression: string, time: string): Promise<string> {
  const [row] = await session.asPostgres((sql) =>
    sql.unsafe<{ day: string }[]>(`select to_char(${expression}, 'YYYY-MM-DD') as day`),
  )
  return `${row!.day}T${time}`
}
const now = `now() at time zone 'America/Sao_Paulo'`

describe('get_owner_day', () => {
  it('sums what came in and what is open, without what was given back', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: await at(session, now, '00:00') })
      await book(session, {
        id: randomUUID(),
        start_local: await at(session, `${now} - interval '3 days'`, '08:00'),
      })
      await book(session, {
        id: randomUUID(),
        start_local: await at(session, `${now} + interval '3 days'`, '08:00'),
      })
      expect((await day(session)).money).toEqual({
        received_today_cents: 0,
        received_month_cents: 0,
        open_cents: 36000,
        overdue_cents: 18000,
      })
      const [charge] = await session.asPostgres(
        (sql) => sql`select id, payer_id from public.money_charges where session_id = ${sessionId}`,
      )
      const payment = randomUUID()
      await ask(session, 'receive_payment', {
        id: payment,
        payer_id: charge!.payer_id as string,
        charge_ids: [charge!.id as string],
        amount_cents: 10000,
        method: 'pix',
      })
      const { money } = await day(session)
      expect(money).toMatchObject({
        received_today_cents: 10000,
        received_month_cents: 10000,
        open_cents: 26000,
      })
      await ask(session, 'refund_payment', {
        id: randomUUID(),
        payment_id: payment,
        amount_cents: 4000,
        method: 'pix',
        reason: 'Engano',
      })
      expect((await day(session)).money.received_today_cents).toBe(6000)
    }))

  it('knows how much of the working hours of the week is taken', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`
          select public.save_working_hours(${aurora.id}, ${helena}, '[{"weekday": "wed", "from_time": "08:00", "until_time": "12:00"}]')`,
      )
      const wednesday = `date_trunc('week', ${now}) + interval '2 days'`
      await session.asPostgres(
        (sql) => sql`delete from public.clinic_holidays where tenant_id = ${aurora.id}`,
      )
      await book(session, { start_local: await at(session, wednesday, '09:00'), minutes: 60 })
      // half of it lies outside of the hours
      await book(session, {
        id: randomUUID(),
        start_local: await at(session, wednesday, '11:30'),
        minutes: 60,
      })
      const { week } = await day(session)
      const [holiday] = await session.asPostgres((sql) =>
        sql.unsafe(
          `select from app.holidays_between('${aurora.id}', (${wednesday})::date, (${wednesday})::date) h where h.scope <> 'optional'`,
        ),
      )
      expect(week).toMatchObject(
        holiday
          ? { open_minutes: 0, taken_minutes: 0 }
          : { open_minutes: 240, taken_minutes: 90, therapists: [{ name: 'Helena Terapeuta' }] },
      )
    }))

  it('says what needs somebody', () =>
    db.rolledBack(async (session) => {
      expect((await day(session)).alerts).toEqual({
        channel_down: false,
        credits_low: false,
        dead_jobs: 0,
        failed_sends: 0,
      })
      await session.asPostgres(async (sql) => {
        await sql`update public.notification_channels set connection_state = 'close' where tenant_id = ${aurora.id} and is_active`
        await sql`
          insert into app.jobs (tenant_id, kind, payload, dead_at)
          select ${aurora.id}, kind, '{}', now() from app.job_kinds where is_listed limit 1`
      })
      expect((await day(session)).alerts).toMatchObject({ channel_down: true, dead_jobs: 1 })
    }))

  itIsForAdmins(db, (sql) => sql`select public.get_owner_day(${aurora.id})`)
})
