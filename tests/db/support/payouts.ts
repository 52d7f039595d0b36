import { expect, it } from 'vitest'
import { ask, book, helena, list, openAgenda, patients } from './agenda.ts'
import { staffOfAurora, type Email } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectRefusal, itIsForMembers } from './guards.ts'
import { charges, day, type Charge } from './money.ts'

/** Who decides about payouts. */
export const owner: Email = 'dona@aurora.test'
/** Helena, who treats. */
export const therapist: Email = 'terapeuta@aurora.test'
/** Who neither decides nor treats. */
const reception: Email = 'recepcao@aurora.test'

export const ruleId = '1e000000-0000-4000-8000-000000000001'

/** What `get_payout` and its siblings answer. */
export interface Payout {
  therapist_id: string
  month: string
  status: string
  total_cents: number
  paid_cents: number
  adjustment_cents: number
  late_cents: number
  entries: number
  expected_cents: number
  expected_charges: number
  paid_on: string | null
  method: string | null
  events: { kind: string; total_cents: number; reason: string | null; by_name: string }[]
}

/** A row of `list_payout_lines`. */
export interface Line {
  id: string
  number: string
  kind: string
  amount_cents: number
  paid_cents: number
  percent: string | null
  fixed_cents: number | null
  is_late: boolean
  charge_id: string | null
  patient_name: string | null
  note: string | null
}

/** The first day of a month, counted from this one. */
export function month(offset = 0): string {
  const today = day(0)
  const date = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + offset, 1))
  return date.toISOString().slice(0, 10)
}

/** A day of last month. */
export const lastMonth = `${month(-1).slice(0, 8)}10`

/** Says a rule, as the owner; of the whole clinic and all time unless told otherwise. */
export const saveRule = (
  session: Session,
  rule: object = { percent: 60 },
  { id = crypto.randomUUID() as string, as = owner }: { id?: string; as?: Email } = {},
): Promise<{ id: string; state: string }> =>
  ask(session, 'save_payout_rule', { id, rule: { valid_from: '2020-01-01', ...rule } }, as)

/** A month of Helena's, as the owner sees it. */
export const payout = (
  session: Session,
  of = month(),
  { who = helena, as = owner }: { who?: string; as?: Email } = {},
): Promise<Payout> => ask(session, 'get_payout', { therapist_id: who, month: of }, as)

/** What a month of Helena's consists of. */
export const lines = (
  session: Session,
  of = month(),
  { who = helena, as = owner }: { who?: string; as?: Email } = {},
): Promise<Line[]> =>
  list<Line>(session, 'list_payout_lines', { therapist_id: who, month: of, limit: 500 }, as)

/** Closes, reopens or pays a month of Helena's. */
export const decide = (
  session: Session,
  verb: 'close_payout' | 'reopen_payout' | 'pay_payout' | 'undo_payout_payment',
  args: object = {},
  as: Email = owner,
): Promise<Payout> => ask(session, verb, { therapist_id: helena, month: month(), ...args }, as)

/** A session of last month, charged and not paid. */
export async function chargedLastMonth(
  session: Session,
  {
    id = crypto.randomUUID() as string,
    who = patients.ana as string,
    therapist_id = helena,
    at = '10:00',
  } = {},
): Promise<Charge> {
  await book(session, {
    id,
    therapist_id,
    patient_ids: [who],
    start_local: `${lastMonth}T${at}`,
    reason: 'encaixe',
  })
  return (await charges(session)).find((charge) => charge.session_id === id)!
}

/** Receives it on a day. */
export const receiveOn = (
  session: Session,
  charge: Charge,
  received_on: string,
  amount_cents = charge.amount_cents - charge.paid_cents,
): Promise<{ id: string }> =>
  ask(session, 'receive_payment', {
    id: crypto.randomUUID(),
    payer_id: charge.payer_id,
    charge_ids: [charge.id],
    amount_cents,
    method: 'pix',
    received_on,
  })

/** Gives money back. */
export const refund = (session: Session, payment_id: string, amount_cents: number): Promise<unknown> =>
  ask(session, 'refund_payment', {
    id: crypto.randomUUID(),
    payment_id,
    amount_cents,
    method: 'pix',
    reason: 'Devolvido',
  })

/** 60 % for everybody, and a session of last month that was paid on its day: R$ 108,00 of R$ 180,00 for Helena. */
export async function onePaidSession(session: Session): Promise<{ charge: Charge; payment: string }> {
  await openAgenda(session)
  await saveRule(session)
  const charge = await chargedLastMonth(session)
  const { id } = await receiveOn(session, charge, lastMonth)
  return { charge, payment: id }
}

/** Ledger, statements and a recount are one. */
export async function expectPayoutsInOrder(session: Session): Promise<void> {
  const faults = await session.asPostgres((sql) => sql`select * from app.payout_faults()`)
  expect([...faults]).toEqual([])
}

/** Tests that a function decides about payouts for owner and administrators alone. */
export function itIsForPayoutKeepers(
  db: TestDatabase,
  call: Parameters<typeof itIsForMembers>[1],
  scene?: Parameters<typeof itIsForMembers>[2],
): void {
  itIsForMembers(db, call, scene)
  it.each(staffOfAurora)('refuses %s with forbidden', (email) =>
    db.rolledBack(async (session) => {
      await scene?.(session)
      await expectRefusal(() => session.asUser(email, call), 'PT403', 'forbidden')
    }),
  )
}

/** Tests that a function shows payouts to nobody who neither decides nor treats. */
export function itIsNotForTheReception(
  db: TestDatabase,
  call: Parameters<typeof itIsForMembers>[1],
  scene?: Parameters<typeof itIsForMembers>[2],
): void {
  itIsForMembers(db, call, scene)
  it('refuses the reception with forbidden', () =>
    db.rolledBack(async (session) => {
      await scene?.(session)
      await expectRefusal(() => session.asUser(reception, call), 'PT403', 'forbidden')
    }))
}
