import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aurora, creditsOfCast, people, type Email } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type Balance = Database['public']['Tables']['whatsapp_credits_balance']['Row']
export type Movement = Database['public']['Tables']['whatsapp_credits_transactions']['Row']

/** What the service asks for when credits come in. */
export function addCredits(
  session: Session,
  credits: number | null,
  reference: string | null,
  { tenant = aurora.id as string, kind = 'purchase', note = null as string | null } = {},
): Promise<Movement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<Movement[]>`
      select * from public.add_whatsapp_credits(${tenant}, ${credits}, ${reference}, ${kind}, null, null, ${note})`
    return row!
  })
}

/** What the service asks for when credits are spent. */
export function deductCredits(
  session: Session,
  credits: number | null,
  reference: string | null,
  { tenant = aurora.id as string, message = null as string | null } = {},
): Promise<Movement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<Movement[]>`
      select * from public.deduct_whatsapp_credits(${tenant}, ${credits}, ${reference}, ${message})`
    return row!
  })
}

/** What the service asks for when what it spent was in vain. */
export function refundCredits(
  session: Session,
  reference: string | null,
  { tenant = aurora.id as string } = {},
): Promise<Movement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<Movement[]>`select * from public.refund_whatsapp_credits(${tenant}, ${reference})`
    return row!
  })
}

export interface TopUp {
  as?: Email
  tenant?: string
  credits?: number | null
  note?: string | null
  clientId?: string | null
  admin?: string | null
}

export const topUpId = '00000000-0000-4000-8000-00000000f001'

/** What an administrator of the service does on the top-up page. */
export function topUp(session: Session, request: TopUp = {}): Promise<Movement> {
  const { as = 'saas@zelo.test', tenant = aurora.id, credits = 50, note = 'Cortesia do mês' } = request
  const { clientId = topUpId, admin = people['saas@zelo.test'].id } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<Movement[]>`
      select * from public.saas_top_up_whatsapp_credits(${tenant}, ${credits}, ${note}, ${clientId}, ${admin})`
    return row!
  })
}

/** The balance row of a clinic. */
export function balanceOf(session: Session, tenant: string = aurora.id): Promise<Balance> {
  return session.asPostgres(async (sql) => {
    const [row] = await sql<
      Balance[]
    >`select * from public.whatsapp_credits_balance where tenant_id = ${tenant}`
    return row!
  })
}

/** The ledger of a clinic since the cast got its credits. */
export function ledgerOf(session: Session, tenant: string = aurora.id): Promise<Movement[]> {
  return session.asPostgres(
    (sql) => sql<Movement[]>`
      select * from public.whatsapp_credits_transactions
      where tenant_id = ${tenant} and reference not like 'cast:%' order by id`,
  )
}

/** Expects every balance, chain and hold to be in order. */
export async function expectBooksInOrder(session: Session): Promise<void> {
  expect(await session.asPostgres((sql) => sql`select * from app.credit_faults()`)).toEqual([])
}

/** What a commit does: movements that wait for the end of the transaction happen now. */
export async function endOfTransaction(session: Session): Promise<void> {
  await session.asPostgres((sql) => sql`set constraints all immediate`)
  await session.asPostgres((sql) => sql`set constraints all deferred`)
}

/** What a clinic spends on something else, so that this many credits are left. */
export async function leaveCredits(session: Session, left: number, tenant: string): Promise<void> {
  const { balance } = await balanceOf(session, tenant)
  if (balance > left) await deductCredits(session, balance - left, `leave:${randomUUID()}`, { tenant })
}

/** Expects Clínica Aurora to have what the cast gave it, and nothing in its ledger since. */
export async function creditsUntouched(session: Session): Promise<void> {
  expect(await ledgerOf(session)).toEqual([])
  expect(await balanceOf(session)).toMatchObject({ balance: creditsOfCast, debt_credits: 0 })
}
