import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ask, book, helena, openAgenda, patients, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { expectRecount, refresh } from '../support/dashboard.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { charges, day, receive } from '../support/money.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

const people = Object.values(patients)
const statuses = ['scheduled', 'confirmed', 'attended', 'attended', 'missed', 'excused', 'cancelled'] as const
const zones = ['America/Sao_Paulo', 'America/Manaus', 'America/New_York'] as const

const nth = fc.nat(20)
const days = fc.integer({ min: -70, max: 20 })
const one = <Do extends string, Fields>(
  weight: number,
  name: Do,
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...fields }) as fc.Arbitrary<{ do: Do } & Fields>,
})
const step = fc.oneof(
  one(5, 'book', { who: nth, day: days, group: fc.boolean() }),
  // weeks of somebody who comes, and then perhaps not
  one(2, 'rhythm', { who: nth, last: fc.integer({ min: -40, max: -20 }) }),
  one(5, 'status', { which: nth, status: fc.constantFrom(...statuses) }),
  one(3, 'move', { which: nth, day: days }),
  one(2, 'leave', { which: nth, who: nth }),
  one(3, 'receive', { which: nth, part: fc.integer({ min: 1, max: 3 }) }),
  one(2, 'refund', { which: nth, part: fc.integer({ min: 1, max: 3 }) }),
  one(1, 'reverse', { which: nth }),
  one(1, 'sell', { who: nth }),
  one(1, 'merge', { which: nth, who: nth }),
  one(1, 'undo', {}),
  one(1, 'archive', { who: nth, archived: fc.boolean() }),
  one(1, 'hours', { until: fc.integer({ min: 9, max: 20 }) }),
  one(1, 'rest', { active: fc.boolean() }),
  one(1, 'away', { day: days, everybody: fc.boolean() }),
  one(1, 'holiday', { day: days }),
  one(1, 'zone', { zone: fc.constantFrom(...zones) }),
  one(3, 'count', {}),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Made {
  sessions: { id: string; who: string }[]
  merges: string[]
}

const pick = <T>(of: readonly T[], n: number): T | undefined => of[n % Math.max(of.length, 1)]

async function bookOne(
  session: Session,
  made: Made,
  who: string,
  on: number,
  more: object = {},
): Promise<string> {
  const id = crypto.randomUUID()
  await book(session, {
    id,
    start_local: `${day(on)}T${on % 3 ? '10:00' : '23:30'}`,
    therapist_id: on % 2 ? helena : sueli,
    reason: 'encaixe',
    patient_ids: [who],
    ...more,
  })
  made.sessions.push({ id, who })
  return id
}

async function take(session: Session, made: Made, step: Step): Promise<unknown> {
  const id = crypto.randomUUID()
  switch (step.do) {
    case 'book': {
      const group = { session_type_id: types.group, patient_ids: people.slice(0, 3), price_cents: 4000 }
      return bookOne(session, made, pick(people, step.who)!, step.day, step.group ? group : {})
    }
    case 'rhythm': {
      for (const weeks of [3, 2, 1, 0]) {
        const id = await bookOne(session, made, pick(people, step.who)!, step.last - weeks * 7)
        await ask(session, 'set_session_status', { id, status: 'attended' })
      }
      return
    }
    case 'status': {
      const chosen = pick(made.sessions, step.which)
      return chosen && ask(session, 'set_session_status', { id: chosen.id, status: step.status })
    }
    case 'move': {
      const chosen = pick(made.sessions, step.which)
      const to = { start_local: `${day(step.day)}T10:00`, therapist_id: step.day % 2 ? helena : sueli }
      return (
        chosen &&
        ask(session, 'move_session', { id: chosen.id, version: null, squeeze_in_reason: 'encaixe', ...to })
      )
    }
    case 'leave': {
      const chosen = pick(made.sessions, step.which)
      return chosen && ask(session, 'leave_session', { id: chosen.id, patient_id: pick(people, step.who) })
    }
    case 'receive': {
      const chosen = pick(await charges(session, { state: 'open' }), step.which)
      const amount = chosen && Math.ceil((chosen.amount_cents - chosen.paid_cents) / step.part)
      return chosen && receive(session, [chosen], { amount: amount! })
    }
    case 'refund': {
      const chosen = pick(await paymentsOf(session), step.which)
      const amount_cents = chosen && Math.ceil(chosen.left / step.part)
      const how = { method: 'pix', reason: 'Devolvido' }
      return chosen && ask(session, 'refund_payment', { id, payment_id: chosen.id, amount_cents, ...how })
    }
    case 'reverse': {
      const chosen = pick([...(await paymentsOf(session)), ...(await charges(session))], step.which)
      return chosen && ask(session, 'reverse_entry', { id, entry_id: chosen.id, reason: 'Engano' })
    }
    case 'sell':
      return ask(session, 'save_session_package', {
        id,
        package: { patient_id: pick(people, step.who), sessions: 2, price_cents: 10001 },
      })
    case 'merge': {
      const [survivor, merged] = [pick(people, step.which)!, pick(people, step.who)!]
      const versions = await session.asPostgres(
        (sql) => sql<{ id: string; version: number }[]>`select id, version from public.patients`,
      )
      const version = (of: string) => versions.find((row) => row.id === of)?.version
      await ask(session, 'merge_patients', {
        id,
        survivor_id: survivor,
        survivor_version: version(survivor),
        merged_id: merged,
        merged_version: version(merged),
      })
      made.merges.push(id)
      return
    }
    case 'undo': {
      const last = made.merges.pop()
      return last && ask(session, 'undo_patient_merge', { merge_id: last })
    }
    case 'archive':
      return ask(session, 'archive_patient', { id: pick(people, step.who), archived: step.archived })
    case 'hours': {
      const hours = ['mon', 'wed', 'sat'].map((weekday) => ({
        weekday,
        from_time: '08:00',
        until_time: `${String(step.until).padStart(2, '0')}:00`,
      }))
      return ask(session, 'save_working_hours', { therapist_id: helena, hours })
    }
    case 'rest':
      return session.asPostgres(
        (sql) => sql`update public.therapists set is_active = ${step.active} where user_id = ${helena}`,
      )
    case 'away':
      return session.asPostgres(
        (sql) => sql`
          insert into public.agenda_exceptions (tenant_id, therapist_id, kind, starts_at, ends_at)
          values (${aurora.id}, ${step.everybody ? null : helena}, ${step.everybody ? 'recess' : 'absence'},
            ${`${day(step.day)} 12:00Z`}, ${`${day(step.day + 2)} 15:00Z`})`,
      )
    case 'holiday':
      return ask(session, 'save_clinic_holiday', { id, day: day(step.day), name: 'Padroeira' })
    case 'zone':
      return session.asPostgres(
        (sql) => sql`update public.tenants set time_zone = ${step.zone} where id = ${aurora.id}`,
      )
    case 'count':
      return refresh(session)
  }
}

/** Payments of which something is left. */
const paymentsOf = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ id: string; left: number }[]>`
      select id, amount_cents - refunded_cents as left from public.money_payments
      where reversed_at is null and amount_cents > refunded_cents order by created_at, id`,
  )

/** A refusal of the product is part of a story; anything else is a fault. */
async function allow(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { code?: string }) => {
    if (!error.code?.startsWith('PT')) throw error
  })
}

it('the summaries equal a recount whatever happens, counted in between or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), (story) =>
      db.rolledBack(async (session) => {
        await openAgenda(session)
        await session.asPostgres(
          (sql) => sql`update public.therapists set created_at = now() - interval '1 year'`,
        )
        await refresh(session)
        const made: Made = { sessions: [], merges: [] }
        for (const one of story) await allow(take(session, made, one))
        await expectRecount(session)
      }),
    ),
    { numRuns: propertyRuns(12) },
  )
})

it('a summary that is wrong is a fault', () =>
  db.rolledBack(async (session) => {
    await openAgenda(session)
    await bookOne(session, { sessions: [], merges: [] }, patients.ana, -3)
    await refresh(session)
    const faults = () => session.asPostgres((sql) => sql`select fault from app.dashboard_faults()`)
    expect([...(await faults())]).toEqual([])
    await session.asPostgres(
      (sql) => sql`update app.clinic_day_summaries set booked_minutes = booked_minutes + 1`,
    )
    expect([...(await faults())]).toEqual([{ fault: 'dashboard_days' }])
    const [row] = await session.asService((sql) => sql<{ n: number }[]>`select app.check_books() as n`)
    expect(row!.n).toBe(1)
  }))

it('every clinic with marked days is counted when the clock says so', () =>
  db.rolledBack(async (session) => {
    await openAgenda(session)
    await bookOne(session, { sessions: [], merges: [] }, patients.ana, -10)
    const count = async () =>
      (await session.asService((sql) => sql<{ n: number }[]>`select app.refresh_summaries() as n`))[0]!.n
    expect(await count()).toBeGreaterThan(0)
    expect(await count()).toBe(0)
    await bookOne(session, { sessions: [], merges: [] }, patients.ana, -3)
    expect(await count()).toBe(1)
    const rows = await session.asPostgres((sql) => sql`select from app.clinic_day_marks`)
    expect(rows).toHaveLength(0)
  }))
