import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ask, book, list, openAgenda, patients, types, helena, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { charges, day, expectBooksInOrder, receive } from '../support/money.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

const people = [patients.ana, patients.bia, patients.caio]
const statuses = ['scheduled', 'confirmed', 'attended', 'missed', 'excused', 'cancelled'] as const

const nth = fc.nat(20)
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      who: nth,
      day: fc.integer({ min: -3, max: 12 }),
      group: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      which: nth,
      status: fc.constantFrom(...statuses),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('price' as const), which: nth, cents: fc.nat(20000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      which: nth,
      day: fc.integer({ min: -3, max: 12 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      which: nth,
      part: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('credit' as const), which: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which: nth,
      part: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      who: nth,
      sessions: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), which: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fee' as const),
      who: nth,
      until: fc.integer({ min: 0, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('social' as const), who: nth, cents: fc.nat(9000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('override' as const),
      which: nth,
      percent: fc.option(fc.nat(100)),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Ids of what a story has made so far. */
interface Made {
  sessions: { id: string; who: string }[]
  packages: string[]
}

const pick = <T>(of: readonly T[], n: number): T | undefined => of[n % Math.max(of.length, 1)]

async function take(session: Session, made: Made, one: Step): Promise<unknown> {
  const id = crypto.randomUUID()
  switch (one.do) {
    case 'book': {
      const who = pick(people, one.who)!
      const guests = one.group
        ? { session_type_id: types.group, patient_ids: people, price_cents: 4000 }
        : { patient_ids: [who] }
      await book(session, { id, start_local: `${day(one.day)}T10:00`, reason: 'encaixe', ...guests })
      made.sessions.push({ id, who })
      return
    }
    case 'status': {
      const chosen = pick(made.sessions, one.which)
      return chosen && ask(session, 'set_session_status', { id: chosen.id, status: one.status })
    }
    case 'price': {
      const chosen = pick(made.sessions, one.which)
      return (
        chosen &&
        ask(session, 'change_session', { id: chosen.id, version: null, changes: { price_cents: one.cents } })
      )
    }
    case 'move': {
      const chosen = pick(made.sessions, one.which)
      const to = { start_local: `${day(one.day)}T10:00`, therapist_id: one.day % 2 ? helena : sueli }
      return (
        chosen &&
        ask(session, 'move_session', { id: chosen.id, version: null, squeeze_in_reason: 'encaixe', ...to })
      )
    }
    case 'receive': {
      const open = await charges(session, { state: 'open' })
      const chosen = pick(open, one.which)
      const amount = chosen && Math.ceil((chosen.amount_cents - chosen.paid_cents) / one.part)
      return chosen && receive(session, [chosen], { amount: amount! })
    }
    case 'credit': {
      const chosen = pick(await charges(session, { state: 'open' }), one.which)
      return chosen && ask(session, 'use_credit', { payer_id: chosen.payer_id, charge_ids: [chosen.id] })
    }
    case 'refund': {
      const chosen = pick(await paymentsOf(session), one.which)
      const amount_cents = chosen && Math.ceil(chosen.left / one.part)
      return (
        chosen &&
        ask(session, 'refund_payment', {
          id,
          payment_id: chosen.id,
          amount_cents,
          method: 'pix',
          reason: 'Devolvido',
        })
      )
    }
    case 'reverse': {
      const chosen = pick([...(await paymentsOf(session)), ...(await charges(session))], one.which)
      return chosen && ask(session, 'reverse_entry', { id, entry_id: chosen.id, reason: 'Engano' })
    }
    case 'sell': {
      const sold = { patient_id: pick(people, one.who), sessions: one.sessions, price_cents: 10001 }
      await ask(session, 'save_session_package', { id, package: sold })
      made.packages.push(id)
      return
    }
    case 'end': {
      const chosen = pick(made.packages, one.which)
      return chosen && ask(session, 'end_session_package', { id: chosen, reason: 'Encerrado' })
    }
    case 'fee': {
      const fee = { patient_id: pick(people, one.who), day: 5, amount_cents: 30000, ends_on: day(one.until) }
      return ask(session, 'save_monthly_fee', { id, fee })
    }
    case 'social': {
      const price = { patient_id: pick(people, one.who), price_cents: one.cents }
      return ask(session, 'save_session_price', { id, price })
    }
    case 'override': {
      const chosen = pick(made.sessions, one.which)
      const asked = { percent: one.percent, reason: 'Combinado' }
      return (
        chosen &&
        ask(session, 'override_session_charge', { session_id: chosen.id, patient_id: chosen.who, ...asked })
      )
    }
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

/** What every participant's charge should be by the bill, and what it is. */
async function expectChargesFollowBills(session: Session): Promise<void> {
  const wrong = await session.asPostgres(
    (sql) => sql`
      select b.plan, b.status, b.price_cents, b.share_percent, b.override_percent, c.amount_cents
      from public.session_bills b
      left join public.money_charges c on c.session_id = b.session_id and c.patient_id = b.patient_id and c.reversed_at is null
      where c.id is distinct from b.charge_id or coalesce(c.amount_cents, 0) <> case when b.plan = 'single' then
        round(coalesce(b.price_cents, 0)::numeric * coalesce(b.override_percent, b.share_percent) / 100) else 0 end`,
  )
  expect([...wrong]).toEqual([])
}

it('sums are equal whatever happens to sessions, packages, fees and payments', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), (story) =>
      db.rolledBack(async (session) => {
        await openAgenda(session)
        await ask(session, 'save_absence_policy', {
          policy: { notice_hours: 48, late_cancel_percent: 50, excused_percent: 10 },
        })
        const made: Made = { sessions: [], packages: [] }
        for (const one of story) await allow(take(session, made, one))
        await expectBooksInOrder(session)
        await expectChargesFollowBills(session)
        const lines = await list<{ kind: string }>(session, 'list_overdue')
        expect(lines.length).toBeLessThanOrEqual(people.length)
      }),
    ),
    { numRuns: propertyRuns(12) },
  )
})
