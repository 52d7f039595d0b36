import { rest, unwrap } from '@/lib/rpc'
import type { AddonBalance, AddonMovement, AddonOffer, AddonStatementRequest } from './types'

export function listAddonBalances(tenantId: string): Promise<AddonBalance[]> {
  return unwrap(
    rest
      .from('addon_credits')
      .select(
        'id, addon_type, balance, daily_limit, daily_used, daily_reset_at, hourly_limit, hourly_used, hourly_reset_at',
      )
      .eq('tenant_id', tenantId)
      .eq('is_active', true)
      .order('addon_type'),
  )
}

export function listAddonOffers(): Promise<AddonOffer[]> {
  return unwrap(
    rest
      .from('addon_products')
      .select('id, addon_type, name, description, price_cents')
      .eq('is_active', true)
      .eq('is_visible', true)
      .is('deleted_at', null)
      .order('sort_order')
      .order('name'),
  )
}

/** The add-ons that the clinic has or had. */
export async function listAddonTypes(tenantId: string): Promise<string[]> {
  const rows: { addon_type: string }[] = await unwrap(
    rest.from('addon_credits').select('addon_type').eq('tenant_id', tenantId).order('addon_type'),
  )
  return rows.map((row) => row.addon_type)
}

/** A page of the ledger, the newest first, before the movement `beforeId`. */
export function listAddonMovements(
  tenantId: string,
  { addon, kind, since }: AddonStatementRequest,
  beforeId: string | null,
  limit: number,
): Promise<AddonMovement[]> {
  let query = rest
    .from('addon_transactions')
    .select('id, addon_type, type, amount, balance_after, description, created_at')
    .eq('tenant_id', tenantId)
  if (addon) query = query.eq('addon_type', addon)
  if (kind) query = query.eq('type', kind)
  if (since !== null) query = query.gte('created_at', since)
  if (beforeId !== null) query = query.lt('id', beforeId)
  return unwrap(query.order('id', { ascending: false }).limit(limit))
}
