import { expect } from 'vitest'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type Addon = Database['public']['Tables']['addon_credits']['Row']
export type AddonMovement = Database['public']['Tables']['addon_transactions']['Row']

/** Puts a product of the type on offer and answers its id. */
export async function offerAddon(session: Session, type = 'sms', slug = `${type}-100`): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      insert into public.addon_products (slug, name, addon_type, credits_amount, price_cents)
      values (${slug}, 'Pacote', ${type}, 100, 1990) returning id`,
  )
  return row!.id
}

interface Options {
  tenant?: string
  type?: string
}

export function addAddon(
  session: Session,
  credits: number | null,
  reference: string | null,
  { tenant = aurora.id, type = 'sms', kind = 'purchase' }: Options & { kind?: string | null } = {},
): Promise<AddonMovement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<AddonMovement[]>`
      select * from public.add_addon_credits(${tenant}, ${type}, ${credits}, ${reference}, ${kind})`
    return row!
  })
}

export function deductAddon(
  session: Session,
  credits: number | null,
  reference: string | null,
  { tenant = aurora.id, type = 'sms' }: Options = {},
): Promise<AddonMovement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<AddonMovement[]>`
      select * from public.deduct_addon_credits(${tenant}, ${type}, ${credits}, ${reference})`
    return row!
  })
}

export function refundAddon(
  session: Session,
  reference: string | null,
  { tenant = aurora.id }: Options = {},
): Promise<AddonMovement> {
  return session.asServiceRole(async (sql) => {
    const [row] = await sql<
      AddonMovement[]
    >`select * from public.refund_addon_credits(${tenant}, ${reference})`
    return row!
  })
}

/** A movement as if it were made at that moment: `amount` is negative for usage. */
export function moveAddonAt(
  session: Session,
  at: string,
  kind: 'usage' | 'refund' | 'purchase',
  amount: number,
  reference: string,
): Promise<AddonMovement> {
  return session.asService(async (sql) => {
    const [row] = await sql<AddonMovement[]>`
      select * from app.post_addon_credits(${aurora.id}, 'sms', ${kind}, ${amount}, ${reference}, '{}', ${at})`
    return row!
  })
}

export async function addonOf(session: Session, tenant: string = aurora.id, type = 'sms'): Promise<Addon> {
  const [row] = await session.asPostgres(
    (sql) => sql<Addon[]>`
      select * from public.addon_credits where tenant_id = ${tenant} and addon_type = ${type}`,
  )
  return row!
}

/** Expects the balance and chain of every add-on to be in order. */
export async function expectAddonsInOrder(session: Session): Promise<void> {
  expect(await session.asPostgres((sql) => sql`select * from app.addon_faults()`)).toEqual([])
}
