import { randomUUID } from 'node:crypto'
import { book, list, openAgenda, patients } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { charges, day, type Charge } from './money.ts'
import { cpf } from './purchases.ts'

/** The account that Aurora has connected. */
export const account = '0a000000-0000-4000-8000-0000000000a1'
const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }
/** SHA-256 of nothing in particular. */
export const tokenHash = 'ab'.repeat(32)

export interface Pix {
  id: string
  payer_id: string
  status: string
  amount_cents: number
  amount_brl: number
  asaas_payment_id: string | null
  charging_until: string | null
}
export interface Begun {
  pix: Pix
  may_charge: boolean
  thread_key: string | null
  payer: { name: string; cpf_cnpj: string }
}
export interface Settled {
  outcome: string
  reason?: string
  pix_charge_id?: string
}

/** What connect-clinic-asaas does at last. */
export function connectPix(
  session: Session,
  { as = 'admin@aurora.test' as Email, tenant = aurora.id as string, id = account } = {},
): Promise<unknown> {
  return session.asUser(
    as,
    (sql) =>
      sql`select app.connect_pix_account(${tenant}, ${id}, 'sandbox', 'zelo', ${tokenHash}, ${sql.json(sealed)})`,
  )
}

/** What charge-by-pix does first. */
export function beginPix(
  session: Session,
  of: readonly Pick<Charge, 'id'>[],
  {
    id = randomUUID() as string | null,
    as = 'recepcao@aurora.test' as Email,
    document = cpf as string | null,
  } = {},
): Promise<Begun> {
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ begun: Begun }[]>`
      select app.begin_pix_charge(${aurora.id}, ${id}, ${of.map((charge) => charge.id)}, ${document}) as begun`
    return row!.begun
  })
}

/** What it does when Asaas has the charge. */
export function attachPix(session: Session, id: string, payment: string): Promise<Pix> {
  return session.asPostgres(async (sql) => {
    const charge = {
      payment_id: payment,
      customer_id: 'cus_1',
      invoice_url: `https://asaas.test/i/${payment}`,
      copy_paste: '000201',
    }
    const [row] = await sql<{ pix: Pix }[]>`
      select app.attach_pix_charge(${aurora.id}, ${id}, ${sql.json(charge)}) as pix`
    return row!.pix
  })
}

/** Ana owes two sessions, and is asked for the first ones by PIX. */
export async function pendingPix(session: Session, { of = 1, payment = 'pay_1' } = {}) {
  await openAgenda(session)
  await connectPix(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  await book(session, { id: patients.bia, start_local: `${day(3)}T15:00` })
  const all = await charges(session)
  const { pix } = await beginPix(session, all.slice(0, of))
  await attachPix(session, pix.id, payment)
  return { pix, charges: all }
}

let events = 0
/** An event of the account. */
export function pixEvent(event: string, payment: object = {}, more: object = {}) {
  const status = {
    PAYMENT_RECEIVED: 'RECEIVED',
    PAYMENT_REFUNDED: 'REFUNDED',
    PAYMENT_CHARGEBACK_REQUESTED: 'CHARGEBACK_REQUESTED',
  }[event]
  return {
    id: `evt_${++events}&${events}`,
    event,
    dateCreated: '2026-11-28 12:00:00',
    payment: {
      id: 'pay_1',
      customer: 'cus_1',
      value: 180,
      billingType: 'PIX',
      status: status ?? 'PENDING',
      ...payment,
    },
    ...more,
  }
}

/** What clinic-asaas-webhook does with it. */
export function tellPix(
  session: Session,
  event: object,
  { tenant = aurora.id as string, of = account } = {},
): Promise<Settled> {
  return session.asPostgres(async (sql) => {
    const [row] = await sql<{ did: Settled }[]>`
      select app.apply_pix_event(${tenant}, ${of}, ${sql.json(event as never)}) as did`
    return row!.did
  })
}

/** How a PIX is. */
export async function pixOf(session: Session, id: string): Promise<Pix> {
  const [row] = await session.asPostgres(
    (sql) => sql<Pix[]>`select * from app.pix_charges where tenant_id = ${aurora.id} and id = ${id}`,
  )
  return row!
}

/** What Aurora holds for its payers. */
export async function credit(session: Session): Promise<number> {
  const [row] = await session.asPostgres(
    (sql) =>
      sql<
        { sum: string }[]
      >`select coalesce(sum(free_cents), 0) as sum from public.money_payments where tenant_id = ${aurora.id}`,
  )
  return Number(row!.sum)
}

/** The movements of money, in their order. */
export async function movements(session: Session): Promise<[string, number][]> {
  const rows = await session.asPostgres(
    (sql) => sql<{ kind: string; amount_cents: number }[]>`
      select kind, amount_cents from public.money_entries where tenant_id = ${aurora.id} and kind <> 'charge' order by number`,
  )
  return rows.map(({ kind, amount_cents }) => [kind, amount_cents])
}

/** The moments at which Asaas will be asked. */
export const checks = (session: Session, id: string) =>
  session.asPostgres(
    (sql) => sql<{ is_due: boolean }[]>`
      select run_at <= clock_timestamp() as is_due from app.jobs where kind = 'check_pix' and payload ->> 'id' = ${id} order by run_at`,
  )

/** What the reception sees of PIX that wait. */
export const listPixRows = (session: Session) => list<Pix>(session, 'list_pix_charges')
