/** An add-on that the clinic has, with its limits and what of them is used. */
export interface AddonBalance {
  id: string
  addon_type: string
  balance: number
  daily_limit: number | null
  daily_used: number
  daily_reset_at: string | null
  hourly_limit: number | null
  hourly_used: number
  hourly_reset_at: string | null
}

/** What the service offers. */
export interface AddonOffer {
  id: string
  addon_type: string
  name: string
  description: string | null
  price_cents: number
}

export const addonMovementKinds = ['purchase', 'usage', 'topup_manual', 'refund', 'adjustment'] as const

/** What the statement shows; empty is everything, and `since` is a moment. */
export interface AddonStatementRequest {
  addon: string
  kind: '' | (typeof addonMovementKinds)[number]
  since: string | null
}

/** One row of the ledger of add-ons. */
export interface AddonMovement {
  id: string
  addon_type: string
  type: (typeof addonMovementKinds)[number]
  amount: number
  balance_after: number
  description: string | null
  created_at: string
}
