import type { Database } from '@contracts/database.types'

type Tables = Database['public']['Tables']
type Functions = Database['public']['Functions']

export type CreditPackage = Tables['whatsapp_credit_packages']['Row']
export type AddonProduct = Omit<Tables['addon_products']['Row'], 'metadata'>

/** A row of a function that answers a table, whose columns the generated types do not know to be empty at times. */
type RowOf<
  Name extends keyof Functions,
  Empty extends string = never,
> = Functions[Name]['Returns'] extends (infer Row)[]
  ? { [Key in keyof Row]: Key extends Empty ? Row[Key] | null : Row[Key] }
  : never

export type CreditBalance = RowOf<'saas_list_credit_balances', 'last_purchase_at'>
/** A clinic that somebody picks. */
export type Clinic = Pick<CreditBalance, 'tenant_id' | 'name' | 'slug'>
export type TopUp = RowOf<
  'saas_list_top_ups',
  'note' | 'admin_id' | 'admin_name' | 'reversed_credits' | 'reversed_at' | 'reversed_by' | 'reversal_note'
>
export type PackageChange = RowOf<
  'saas_list_package_changes',
  'price_before' | 'price_after' | 'changed_by' | 'note'
>
export type CreditPurchase = RowOf<
  'saas_list_credit_purchases',
  'asaas_payment_id' | 'paid_at' | 'expires_at' | 'failed_at'
>
export type AsaasEvent = Omit<RowOf<'saas_list_asaas_events', EmptyOfEvent>, 'raw'> & {
  /** As the provider sent it. */
  raw: unknown
}
type EmptyOfEvent = 'reason' | 'payment_id' | 'tenant_id' | 'tenant_name' | 'purchase_id' | 'reviewed_at'
export type AddonCredits = RowOf<
  'saas_list_addon_credits',
  'daily_limit' | 'hourly_limit' | 'low_balance_threshold' | 'expires_at'
>
export type AddonTransaction = RowOf<
  'saas_list_addon_transactions',
  'description' | 'product_name' | 'admin_name' | 'price_cents'
>

/** Answer of `saas_credits_overview`. */
export interface CreditsOverview {
  clinics: number
  balance: number
  debt_credits: number
  low_balance_clinics: number
  revenue_cents: number
  revenue_cents_30d: number
  purchases_30d: number
  purchases_pending: number
  purchases_failed_30d: number
  events_to_review: number
  webhook: { is_interrupted: boolean; detail: string | null; checked_at: string | null }
}

/** A book that is not in order: of WhatsApp credits where `addon_type` is null. */
export interface BookFault {
  tenant_id: string
  /** Null when the clinic was deleted since. */
  tenant_name: string | null
  addon_type: string | null
  fault:
    | 'balance'
    | 'chain'
    | 'hold'
    /** Of the clinic's ledger of its patients. */
    | 'money_balance'
    | 'money_chain'
    | 'money_charge'
    | 'money_payment'
    | 'money_entry'
    | 'money_package'
    /** Of what therapists get of it. */
    | 'payout_entries'
    | 'payout_exceeds'
    | 'payout_statement'
    /** Of what its dashboard shows. */
    | 'dashboard_days'
    | 'dashboard_answers'
}

/** Answer of `saas_book_check`: the last comparison of balances with their ledgers. */
export interface BookCheck {
  checked_at: string | null
  is_late: boolean
  faults: number
  list: BookFault[]
}

/** What the form of a package holds; the price in cents. */
export interface PackageDraft {
  id: string
  /** `updated_at` of the package that is changed, null for a new one. */
  seenAt: string | null
  name: string
  description: string
  credits: number
  priceCents: number
  isActive: boolean
  isFeatured: boolean
  /** Why the price changes. */
  note: string
}

/** What the form of an add-on product holds. */
export interface ProductDraft {
  id: string
  /** `updated_at` of the product that is changed, null for a new one. */
  seenAt: string | null
  slug: string
  name: string
  description: string
  addonType: string
  credits: number
  priceCents: number
  isActive: boolean
  isVisible: boolean
  icon: string | null
  sortOrder: number
}

/** Limits of a clinic's add-on; null is no limit. */
export interface AddonLimits {
  tenantId: string
  addonType: string
  daily: number | null
  hourly: number | null
  isActive: boolean
  expiresAt: string | null
}

/** Credits given by hand; the same `clientId` is given once. */
export interface Grant {
  tenantId: string
  credits: number
  note: string
  clientId: string
}

export const transactionTypes = ['purchase', 'usage', 'topup_manual', 'refund', 'adjustment'] as const

/** What of the ledger of add-ons is shown; null is all, `since` is a moment. */
export interface TransactionFilter {
  tenantId: string | null
  addonType: string | null
  type: (typeof transactionTypes)[number] | null
  since: string | null
}
