import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type Purchase = Database['public']['Tables']['whatsapp_credit_purchases']['Row']

export interface Begun {
  purchase: Purchase
  may_charge: boolean
  payer: { name: string; email: string | null; cpf_cnpj: string; asaas_customer_id: string | null }
}

export interface Applied {
  outcome: 'applied' | 'ignored' | 'review' | 'duplicate'
  reason?: string
  tenant_id?: string | null
  purchase_id?: string | null
}

/** A CPF and a CNPJ with right check digits. */
export const cpf = '11144477735'
export const cnpj = '11222333000181'

/** Puts a package on sale and answers its id: 100 credits for R$ 39,00 unless told otherwise. */
export async function sellPackage(
  session: Session,
  { credits = 100, price = '39.00', active = true } = {},
): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      insert into public.whatsapp_credit_packages (name, credits, price_brl, is_active)
      values (${`Pacote ${credits}`}, ${credits}, ${price}, ${active}) returning id`,
  )
  return row!.id
}

export interface PurchaseRequest {
  as?: Email
  tenant?: string
  packageId: string | null
  clientId?: string | null
  document?: string | null
}

/** What create-whatsapp-credit-charge does first. */
export function beginPurchase(session: Session, request: PurchaseRequest): Promise<Begun> {
  const { as = 'admin@aurora.test', tenant = aurora.id, packageId } = request
  const { clientId = randomUUID(), document = cpf } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ begun: Begun }[]>`
      select app.begin_credit_purchase(${tenant}, ${packageId}, ${clientId}, ${document}) as begun`
    return row!.begun
  })
}

/** What it does when the provider has the charge. */
export function attachCharge(
  session: Session,
  { tenant_id, id }: Pick<Purchase, 'tenant_id' | 'id'>,
  charge: Record<string, string | null>,
): Promise<Purchase> {
  return session.asService(async (sql) => {
    const [row] = await sql<
      Purchase[]
    >`select * from app.attach_charge(${tenant_id}, ${id}, ${sql.json(charge)})`
    return row!
  })
}

/** A purchase of Clínica Aurora whose charge `payment` of customer `cus_1` waits to be paid. */
export async function pendingPurchase(
  session: Session,
  payment = 'pay_1',
  options: { credits?: number; price?: string } = {},
): Promise<Purchase> {
  const { purchase } = await beginPurchase(session, { packageId: await sellPackage(session, options) })
  return attachCharge(session, purchase, { payment_id: payment, customer_id: 'cus_1' })
}

export interface Payment {
  id?: string
  customer?: string | null
  value?: number | string | null
  externalReference?: string | null
  status?: string
  deleted?: boolean
  refunds?: { value: number; status: string }[] | null
}

/** A payment as the provider describes it, of `pendingPurchase` unless told otherwise. */
export const payment = (more: Payment = {}) => ({
  object: 'payment',
  id: 'pay_1',
  customer: 'cus_1',
  value: 39,
  externalReference: null,
  billingType: 'PIX',
  status: 'RECEIVED',
  deleted: false,
  ...more,
})

/** The provider's report of `event` about a payment. */
export const asaasEvent = (event: string, more: Payment = {}, id = `evt_${randomUUID()}&1`) => ({
  id,
  event,
  dateCreated: '2026-11-20 16:45:03',
  payment: payment(more),
})

/** Hands an event to the database as the webhook does. */
export function applyEvent(session: Session, event: object): Promise<Applied> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ applied: Applied }[]>`
      select app.apply_asaas_event(${JSON.stringify(event)}::text::jsonb) as applied`
    return row!.applied
  })
}

/** Hands the provider's answer about a payment to the database as reconciliation does. */
export function applyPayment(session: Session, answer: object): Promise<Applied> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ applied: Applied }[]>`
      select app.apply_asaas_payment(${JSON.stringify(answer)}::text::jsonb) as applied`
    return row!.applied
  })
}

/** The purchases of a clinic, oldest first. */
export function purchasesOf(session: Session, tenant: string = aurora.id): Promise<Purchase[]> {
  return session.asPostgres(
    (sql) => sql<Purchase[]>`
      select * from public.whatsapp_credit_purchases where tenant_id = ${tenant} order by created_at, id`,
  )
}
