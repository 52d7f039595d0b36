import { rest, rpc, unwrap } from '@/lib/rpc'
import type {
  AddonCredits,
  AddonLimits,
  AddonProduct,
  AddonTransaction,
  AsaasEvent,
  BookCheck,
  CreditBalance,
  CreditPackage,
  CreditPurchase,
  CreditsOverview,
  Grant,
  PackageChange,
  PackageDraft,
  ProductDraft,
  TopUp,
  TransactionFilter,
} from './types'

export function getOverview(): Promise<CreditsOverview> {
  return rpc('saas_credits_overview')
}

export function getBookCheck(): Promise<BookCheck> {
  return rpc('saas_book_check')
}

/** Clinics of which a name or slug has the search in it, by name or the emptiest first; the page after a row of this list. */
export function listBalances(
  search: string,
  emptiestFirst: boolean,
  after: CreditBalance | null,
  limit: number,
): Promise<CreditBalance[]> {
  return rpc('saas_list_credit_balances', {
    p_search: search.trim() || null,
    p_limit: limit,
    p_after_name: after?.name ?? null,
    p_after_id: after?.tenant_id ?? null,
    p_emptiest_first: emptiestFirst,
    p_after_place: after?.place ?? null,
  })
}

/** What one clinic has, and what it owes. */
export async function getBalance(tenantId: string): Promise<Pick<CreditBalance, 'balance' | 'debt_credits'>> {
  const rows: Pick<CreditBalance, 'balance' | 'debt_credits'>[] = await unwrap(
    rest.from('whatsapp_credits_balance').select('balance, debt_credits').eq('tenant_id', tenantId),
  )
  return rows[0] ?? { balance: 0, debt_credits: 0 }
}

/** Purchases in a state, the newest first, after a row of this list. */
export function listPurchases(
  status: 'pending' | 'failed',
  after: CreditPurchase | null,
  limit: number,
): Promise<CreditPurchase[]> {
  return rpc('saas_list_credit_purchases', {
    p_status: status,
    p_limit: limit,
    p_before: after?.created_at ?? null,
    p_before_id: after?.id ?? null,
  })
}

/** Payment notices that nobody has looked at yet, the newest first, after a row of this list. */
export function listEventsToReview(after: AsaasEvent | null, limit: number): Promise<AsaasEvent[]> {
  return rpc('saas_list_asaas_events', {
    p_outcome: 'review',
    p_limit: limit,
    p_before: after?.received_at ?? null,
    p_before_id: after?.id ?? null,
    p_open_only: true,
  })
}

export function reviewEvent(id: string): Promise<void> {
  return rpc('saas_review_asaas_event', { p_id: id })
}

/** Every package, also those that are not on sale, in the order of the shop. */
export function listPackages(): Promise<CreditPackage[]> {
  return unwrap(rest.from('whatsapp_credit_packages').select().order('position').order('credits'))
}

export function savePackage(draft: PackageDraft): Promise<CreditPackage> {
  return rpc('saas_save_credit_package', {
    p_id: draft.id,
    p_name: draft.name,
    p_description: draft.description,
    p_credits: draft.credits,
    p_price_brl: draft.priceCents / 100,
    p_is_active: draft.isActive,
    p_is_featured: draft.isFeatured,
    p_seen_at: draft.seenAt,
    p_note: draft.note.trim() || null,
  })
}

/** The latest prices: made, changed and deleted, by whom and why. */
export function listPackageChanges(): Promise<PackageChange[]> {
  return rpc('saas_list_package_changes', { p_limit: 20 })
}

export function setPackageActive(id: string, isActive: boolean): Promise<CreditPackage> {
  return rpc('saas_set_credit_package_active', { p_id: id, p_is_active: isActive })
}

export function orderPackages(ids: string[]): Promise<void> {
  return rpc('saas_order_credit_packages', { p_ids: ids })
}

export function deletePackage(id: string, note: string): Promise<void> {
  return rpc('saas_delete_credit_package', { p_id: id, p_note: note })
}

/** Takes back what the clinic still has of a top-up. */
export function reverseTopUp(adminId: string, topUp: TopUp, note: string): Promise<void> {
  return rpc('saas_reverse_top_up', {
    p_tenant_id: topUp.tenant_id,
    p_top_up_id: topUp.id,
    p_note: note,
    p_admin_id: adminId,
  })
}

export function listTopUps(): Promise<TopUp[]> {
  return rpc('saas_list_top_ups', { p_limit: 20 })
}

export function topUp(adminId: string, grant: Grant): Promise<void> {
  return rpc('saas_top_up_whatsapp_credits', {
    p_tenant_id: grant.tenantId,
    p_credits: grant.credits,
    p_note: grant.note,
    p_client_id: grant.clientId,
    p_admin_id: adminId,
  })
}

export function listProducts(): Promise<AddonProduct[]> {
  return unwrap(rest.from('addon_products').select().is('deleted_at', null).order('sort_order').order('name'))
}

export function saveProduct(draft: ProductDraft): Promise<AddonProduct> {
  return rpc('saas_save_addon_product', {
    p_id: draft.id,
    p_slug: draft.slug,
    p_name: draft.name,
    p_description: draft.description,
    p_addon_type: draft.addonType,
    p_credits_amount: draft.credits,
    p_price_cents: draft.priceCents,
    p_icon: draft.icon,
    p_is_active: draft.isActive,
    p_is_visible: draft.isVisible,
    p_sort_order: draft.sortOrder,
    p_seen_at: draft.seenAt,
  })
}

export function deleteProduct(id: string): Promise<void> {
  return rpc('saas_delete_addon_product', { p_id: id })
}

/** Every type that a product has or had. */
export async function listAddonTypes(): Promise<string[]> {
  const rows: Pick<AddonProduct, 'addon_type'>[] = await unwrap(
    rest.from('addon_products').select('addon_type').order('addon_type'),
  )
  return [...new Set(rows.map((row) => row.addon_type))]
}

/** Add-ons of the clinics that match, by name; the page after a row of this list. */
export function listAddonCredits(
  search: string,
  after: AddonCredits | null,
  limit: number,
): Promise<AddonCredits[]> {
  return rpc('saas_list_addon_credits', {
    p_search: search.trim() || null,
    p_limit: limit,
    p_after_name: after?.tenant_name ?? null,
    p_after_id: after?.tenant_id ?? null,
    p_after_type: after?.addon_type ?? null,
  })
}

export function setAddonLimits(limits: AddonLimits): Promise<void> {
  return rpc('saas_set_addon_limits', {
    p_tenant_id: limits.tenantId,
    p_addon_type: limits.addonType,
    p_daily_limit: limits.daily,
    p_hourly_limit: limits.hourly,
    p_is_active: limits.isActive,
    p_expires_at: limits.expiresAt,
  })
}

export function grantAddon(adminId: string, addonType: string, grant: Grant): Promise<void> {
  return rpc('saas_grant_addon_credits', {
    p_tenant_id: grant.tenantId,
    p_addon_type: addonType,
    p_credits: grant.credits,
    p_note: grant.note,
    p_client_id: grant.clientId,
    p_admin_id: adminId,
  })
}

/** A page of the ledger of add-ons, the newest first, after a row of this list. */
export function listTransactions(
  { tenantId, addonType, type, since }: TransactionFilter,
  after: AddonTransaction | null,
  limit: number,
): Promise<AddonTransaction[]> {
  return rpc('saas_list_addon_transactions', {
    p_tenant_id: tenantId,
    p_addon_type: addonType,
    p_limit: limit,
    p_before: after?.id ?? null,
    p_type: type,
    p_since: since,
  })
}
