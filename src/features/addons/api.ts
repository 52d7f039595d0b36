import { rest, unwrap } from '@/lib/rpc'
import type { AddonBalance, AddonMovement, AddonOffer } from './types'

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

/** A page of the ledger, the newest first, before the movement `beforeId`. */
export function listAddonMovements(
  tenantId: string,
  beforeId: string | null,
  limit: number,
): Promise<AddonMovement[]> {
  let query = rest
    .from('addon_transactions')
    .select('id, addon_type, type, amount, balance_after, description, created_at')
    .eq('tenant_id', tenantId)
  if (beforeId !== null) query = query.lt('id', beforeId)
  return unwrap(query.order('id', { ascending: false }).limit(limit))
}
