import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ask, book, helena, openAgenda, patients, sueli, types } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { charges, day, expectBooksInOrder, type Charge } from '../support/money.ts'
import { decide, expectPayoutsInOrder, month, owner, receiveOn, saveRule } from '../support/payouts.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

const people = [patients.ana, patients.bia]
const therapists = [helena, sueli]
const nth = fc.nat(20)
/** A day of one of the last three months, until today. */
const ago = fc.integer({ min: -65, max: 0 })

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      who: nth,
      by: nth,
      day: ago,
      cents: fc.integer({ min: 1, max: 20001 }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      which: nth,
      part: fc.integer({ min: 1, max: 3 }),
      day: ago,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which: nth,
      part: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rule' as const),
      by: fc.option(nth),
      type: fc.option(fc.constantFrom(types.single, types.couple)),
      payer: fc.option(nth, { freq: 3 }),
      hundredths: fc.option(fc.nat(10000)),
      fixed: fc.nat(9000),
      ends: fc.boolean(),
      day: ago,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unrule' as const), which: nth }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      by: nth,
      month: fc.integer({ min: -2, max: 0 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reopen' as const),
      by: nth,
      month: fc.integer({ min: -2, max: 0 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), which: nth, by: nth, day: ago }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      which: nth,
      cents: fc.integer({ min: 0, max: 20000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('retype' as const), which: nth, couple: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      who: nth,
      by: fc.option(nth),
      sessions: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fee' as const), who: nth, by: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give' as const), which: nth, by: fc.option(nth) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('discount' as const),
      who: nth,
      cents: fc.integer({ min: 1, max: 9000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('credit' as const), which: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      by: nth,
      cents: fc.integer({ min: -5000, max: 5000 }),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Made {
  sessions: string[]
  rules: string[]
}
const pick = <T>(of: readonly T[], n: number): T | undefined => of[n % Math.max(of.length, 1)]

async function take(session: Session, made: Made, one: Step): Promise<unknown> {
  const id = crypto.randomUUID()
  const open = () => charges(session, { state: 'open' })
  switch (one.do) {
    case 'book':
      await book(session, {
        id,
        therapist_id: pick(therapists, one.by),
        patient_ids: [pick(people, one.who)],
        start_local: `${day(one.day)}T10:00`,
        price_cents: one.cents,
        reason: 'encaixe',
      })
      return made.sessions.push(id)
    case 'receive': {
      const chosen = pick(await open(), one.which)
      const left = chosen && chosen.amount_cents - chosen.paid_cents
      return chosen && receiveOn(session, chosen, day(one.day), Math.ceil(left! / one.part))
    }
    case 'refund': {
      const chosen = pick(await paymentsOf(session), one.which)
      const amount_cents = chosen && Math.ceil(chosen.left / one.part)
      const asked = { id, payment_id: chosen?.id, amount_cents, method: 'pix', reason: 'Devolvido' }
      return chosen && ask(session, 'refund_payment', asked)
    }
    case 'reverse': {
      const chosen = pick([...(await paymentsOf(session)), ...(await charges(session))], one.which)
      return chosen && ask(session, 'reverse_entry', { id, entry_id: chosen.id, reason: 'Engano' })
    }
    case 'rule': {
      const payer: Charge | undefined =
        one.payer === null ? undefined : pick(await charges(session), one.payer)
      await saveRule(
        session,
        {
          therapist_id: one.by === null ? null : pick(therapists, one.by),
          session_type_id: one.type,
          payer_id: payer?.payer_id ?? null,
          percent: one.ends || one.hundredths === null ? null : one.hundredths / 100,
          fixed_cents: one.ends || one.hundredths !== null ? null : one.fixed,
          valid_from: day(one.day),
        },
        { id },
      )
      return made.rules.push(id)
    }
    case 'unrule':
      return ask(session, 'delete_payout_rule', { id: pick(made.rules, one.which) ?? id }, owner)
    case 'close':
      return decide(session, 'close_payout', {
        therapist_id: pick(therapists, one.by),
        month: month(one.month),
      })
    case 'reopen': {
      const asked = {
        therapist_id: pick(therapists, one.by),
        month: month(one.month),
        reason: 'Faltou uma sessão',
      }
      return decide(session, 'reopen_payout', asked)
    }
    case 'move': {
      const chosen = pick(made.sessions, one.which)
      const to = { start_local: `${day(one.day)}T10:00`, therapist_id: pick(therapists, one.by) }
      return (
        chosen &&
        ask(session, 'move_session', { id: chosen, version: null, squeeze_in_reason: 'encaixe', ...to })
      )
    }
    case 'price':
    case 'retype': {
      const chosen = pick(made.sessions, one.which)
      const changes =
        one.do === 'price'
          ? { price_cents: one.cents }
          : { session_type_id: one.couple ? types.couple : types.single }
      return chosen && ask(session, 'change_session', { id: chosen, version: null, changes })
    }
    case 'sell': {
      const sold = { patient_id: pick(people, one.who), sessions: one.sessions, price_cents: 10001 }
      const therapist_id = one.by === null ? null : pick(therapists, one.by)
      return ask(session, 'save_session_package', { id, package: { ...sold, therapist_id } })
    }
    case 'fee': {
      const fee = { patient_id: pick(people, one.who), day: 5, amount_cents: 30000, ends_on: day(0) }
      return ask(session, 'save_monthly_fee', { id, fee: { ...fee, therapist_id: pick(therapists, one.by) } })
    }
    case 'give': {
      const chosen = pick(
        (await charges(session)).filter(({ origin }) => origin !== 'session'),
        one.which,
      )
      const therapist_id = one.by === null ? null : pick(therapists, one.by)
      return chosen && ask(session, 'set_charge_therapist', { charge_id: chosen.id, therapist_id }, owner)
    }
    case 'discount': {
      const given = { patient_id: pick(people, one.who), amount_cents: -one.cents, reason: 'Desconto' }
      return ask(session, 'add_adjustment', { id, ...given })
    }
    case 'credit': {
      const chosen = pick(await open(), one.which)
      return chosen && ask(session, 'use_credit', { payer_id: chosen.payer_id, charge_ids: [chosen.id] })
    }
    case 'adjust': {
      const asked = { id, therapist_id: pick(therapists, one.by), month: month(), amount_cents: one.cents }
      return ask(session, 'add_payout_adjustment', { ...asked, reason: 'Acordo' }, owner)
    }
  }
}

const paymentsOf = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ id: string; left: number }[]>`
      select m.id, m.amount_cents - m.refunded_cents as left from public.money_payments m
      join public.money_entries e on e.id = m.id and e.kind = 'payment'
      where m.reversed_at is null and m.amount_cents > m.refunded_cents order by m.created_at, m.id`,
  )

/** A refusal of the product is part of a story; anything else is a fault. */
async function allow(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { code?: string }) => {
    if (!error.code?.startsWith('PT')) throw error
  })
}

interface Part {
  charge: string
  therapist: string
  type: string | null
  payer: string
  due: string
  amount: number
  credit: number
  units: number
  cents: number
}
interface Rule {
  therapist: string | null
  type: string | null
  payer: string | null
  percent: number | null
  fixed: number | null
  from: string
}

/** What every therapist should have got by now, counted from payments and rules without a function of the product. */
async function recount(session: Session): Promise<Record<string, number>> {
  const [parts, rules] = await session.asPostgres(async (sql) => [
    await sql<Part[]>`
      select c.id as charge, c.therapist_id as therapist, coalesce(s.session_type_id, k.session_type_id) as type, c.payer_id as payer,
        c.due_on::text as due, c.amount_cents as amount,
        coalesce(sum(a.amount_cents) filter (where e.kind <> 'payment'), 0)::int as credit,
        coalesce(k.sessions::int, (select u.units::int from public.payout_entries u where u.charge_id = c.id order by u.number limit 1), 1) as units,
        coalesce(sum(a.amount_cents) filter (where e.kind = 'payment'), 0)::int as cents
      from public.money_charges c
      join public.money_allocations a on a.charge_id = c.id
      join public.money_entries e on e.id = a.payment_id
      left join public.sessions s on s.id = c.session_id
      left join public.session_packages k on k.charge_id = c.id
      where c.therapist_id is not null
      group by c.id, c.therapist_id, s.session_type_id, k.session_type_id, k.sessions, c.payer_id, c.due_on, c.amount_cents`,
    await sql<Rule[]>`
      select therapist_id as therapist, session_type_id as type, payer_id as payer, percent::float8 as percent, fixed_cents as fixed,
        valid_from::text as from
      from public.payout_rules where replaced_at is null`,
  ])
  const due: Record<string, number> = {}
  for (const part of parts) {
    const fits = rules.filter(
      (rule) =>
        (rule.therapist ?? part.therapist) === part.therapist &&
        (rule.type === null || rule.type === part.type) &&
        (rule.payer ?? part.payer) === part.payer &&
        rule.from <= part.due,
    )
    const said = fits.filter(
      (rule) =>
        !fits.some(
          (other) =>
            other.therapist === rule.therapist &&
            other.type === rule.type &&
            other.payer === rule.payer &&
            other.from > rule.from,
        ),
    )
    const rank = (rule: Rule) =>
      [rule.therapist, rule.payer, rule.type].filter((one) => one !== null).length * 8 +
      (rule.therapist === null ? 0 : 4) +
      (rule.payer === null ? 0 : 2)
    const [rule] = said
      .filter(({ percent, fixed }) => percent !== null || fixed !== null)
      .sort((a, b) => rank(b) - rank(a))
    const base = part.amount - part.credit
    const gets =
      rule === undefined || part.cents === 0
        ? 0
        : rule.percent === null
          ? Math.round((Math.min(rule.fixed! * part.units, base) * part.cents) / base)
          : Math.round((Math.round(rule.percent * 100) * part.cents) / 10000)
    due[part.therapist] = (due[part.therapist] ?? 0) + gets
  }
  return due
}

it('what is posted is what was paid and the rules give, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), (story) =>
      db.rolledBack(async (session) => {
        await openAgenda(session)
        await saveRule(session, { percent: 50 })
        const made: Made = { sessions: [], rules: [] }
        for (const one of story) {
          const closed = await snapshots(session)
          await allow(take(session, made, one))
          // what is closed stays as it is, unless it is opened
          const now = await snapshots(session)
          for (const [key, before] of Object.entries(closed)) {
            if (now[key] !== undefined) expect(now[key]).toBe(before)
          }
        }
        await expectPayoutsInOrder(session)
        await expectBooksInOrder(session)
        const posted = await session.asPostgres(
          (sql) => sql<{ therapist: string; cents: number }[]>`
            select therapist_id as therapist, sum(amount_cents)::int as cents from public.payout_entries
            where kind <> 'adjustment' group by 1`,
        )
        const sums = await recount(session)
        for (const who of therapists) {
          expect(posted.find(({ therapist }) => therapist === who)?.cents ?? 0).toBe(sums[who] ?? 0)
        }
      }),
    ),
    { numRuns: propertyRuns(15) },
  )
})

/** The entries of every closed month, as one text each. */
async function snapshots(session: Session): Promise<Record<string, string>> {
  const rows = await session.asPostgres(
    (sql) => sql<{ key: string; lines: string }[]>`
      select s.therapist_id || ' ' || s.month as key,
        (select coalesce(sum(e.amount_cents), 0) || ':' || count(*) from public.payout_entries e
         where e.therapist_id = s.therapist_id and e.month = s.month) || ':' || jsonb_array_length(s.snapshot -> 'lines') as lines
      from public.payout_statements s where s.status <> 'open'`,
  )
  return Object.fromEntries(rows.map(({ key, lines }) => [key, lines]))
}
