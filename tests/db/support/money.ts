import { expect, it } from 'vitest'
import { ask, list } from './agenda.ts'
import { itIsForMembers } from './guards.ts'
import type { Email } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectRefusal } from './guards.ts'

/** A line of `list_session_charges`. */
export interface Charge {
  id: string
  payer_id: string
  payer_name: string
  patient_id: string
  patient_name: string
  session_id: string | null
  origin: string
  due_on: Date
  amount_cents: number
  paid_cents: number
  state: string
  is_overdue: boolean
}

/** What a participant of a session owes, as `get_session_money` says it. */
export interface Bill {
  patient_id: string
  status: string
  price_cents: number | null
  price_source: string
  plan: string
  share_percent: number
  is_late: boolean
  override: { percent: number; reason: string } | null
  package: { id: string; used: number; holds_unit: boolean } | null
  charge: Charge | null
}

/** Who neither moves money nor may: the supervisor reads, a therapist sees the own sessions. */
export const notTheDesk = [
  'supervisor@aurora.test',
  'terapeuta@aurora.test',
] as const satisfies readonly Email[]

/** A day from today on, as the clinic's calendar writes it. */
export function day(offset: number): string {
  const date = new Date(Date.now() - 3 * 3_600_000 + offset * 86_400_000)
  return date.toISOString().slice(0, 10)
}

/** Charges of Aurora that are not taken back. */
export const charges = (session: Session, where: object = {}, as?: Email): Promise<Charge[]> =>
  list<Charge>(session, 'list_session_charges', { where, limit: 200 }, as)

/** How each participant of a session is charged. */
export async function bills(session: Session, id: string): Promise<Bill[]> {
  return (await ask<{ patients: Bill[] }>(session, 'get_session_money', { session_id: id })).patients
}

/** The first participant's. */
export async function bill(session: Session, id: string): Promise<Bill> {
  return (await bills(session, id))[0]!
}

/** The reception receives something for charges of one payer. */
export function receive(
  session: Session,
  of: readonly Charge[],
  { amount, id = crypto.randomUUID() }: { amount?: number; id?: string } = {},
): Promise<{
  id: string
  free_cents: number
  balance_cents: number
  charges: { id: string; state: string }[]
}> {
  return ask(session, 'receive_payment', {
    id,
    payer_id: of[0]!.payer_id,
    charge_ids: of.map((charge) => charge.id),
    amount_cents: amount ?? of.reduce((sum, charge) => sum + charge.amount_cents - charge.paid_cents, 0),
    method: 'pix',
  })
}

/** What all payers of Aurora owe. */
export async function balances(session: Session): Promise<number> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ sum: string }[]>`select coalesce(sum(balance_cents), 0) as sum from public.payers`,
  )
  return Number(row!.sum)
}

/** Every sum equals the rows that it is made of. */
export async function expectBooksInOrder(session: Session): Promise<void> {
  const faults = await session.asPostgres((sql) => sql`select * from app.money_faults()`)
  expect([...faults]).toEqual([])
}

/** Tests that a function moves money for the reception, owner and administrators alone. */
export function itIsForTheDesk(
  db: TestDatabase,
  call: Parameters<typeof itIsForMembers>[1],
  scene?: Parameters<typeof itIsForMembers>[2],
): void {
  itIsForMembers(db, call, scene)
  it.each(notTheDesk)('refuses %s with forbidden', (email) =>
    db.rolledBack(async (session) => {
      await scene?.(session)
      await expectRefusal(() => session.asUser(email, call), 'PT403', 'forbidden')
    }),
  )
}

/** Tests that a function shows the money of the whole clinic to everybody but therapists. */
export function itIsNotForTherapists(
  db: TestDatabase,
  call: Parameters<typeof itIsForMembers>[1],
  scene?: Parameters<typeof itIsForMembers>[2],
): void {
  itIsForMembers(db, call, scene)
  it('refuses a therapist with forbidden', () =>
    db.rolledBack(async (session) => {
      await scene?.(session)
      await expectRefusal(() => session.asUser('terapeuta@aurora.test', call), 'PT403', 'forbidden')
    }))
}
