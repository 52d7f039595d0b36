import type { WhatsappCreditPurchaseStatus } from '@contracts/unions'

/** What a clinic has and owes. */
export interface CreditBalance {
  balance: number
  debt_credits: number
  /** Set aside for campaigns that run. */
  held_credits: number
  low_balance_threshold: number
  /** At or under the threshold, as the database sees it. */
  low_balance: boolean
  /** Its active number is an official one, where messages cost credits. */
  is_charged: boolean
  /** Null before the first movement. */
  updated_at: string | null
}

export interface CreditPackage {
  id: string
  name: string
  description: string | null
  credits: number
  /** Reais with two decimals. */
  price_brl: number
  is_featured: boolean
}

export type PurchaseStatus = WhatsappCreditPurchaseStatus

/** A purchase as the list shows it. */
export interface CreditPurchase {
  id: string
  package_id: string | null
  package_name: string
  credits: number
  amount_brl: number
  status: PurchaseStatus
  expires_at: string | null
  paid_at: string | null
  created_at: string
}

/** A purchase with what pays it. */
export interface PixPurchase extends CreditPurchase {
  client_id: string
  copy_paste: string | null
  qr_png_base64: string | null
}

/** Answer of `create-whatsapp-credit-charge`, as far as the screen needs it before it reads the purchase. */
export interface CreditCharge {
  id: string
  status: PurchaseStatus
}

/** One press on "buy": its id makes a repetition find the same charge. */
export interface ChargeRequest {
  /** Null for a purchase that was begun already and whose package is gone. */
  packageId: string | null
  clientId: string
  /** Null where the purchase has its payer already. */
  cpfCnpj: string | null
}

export const movementKinds = ['purchase', 'usage', 'topup_manual', 'refund', 'adjustment'] as const
export type MovementKind = (typeof movementKinds)[number]

/** One row of the ledger. */
export interface CreditMovement {
  id: number
  kind: MovementKind
  amount: number
  debt_change: number
  balance_after: number
  note: string | null
  created_at: string
  /** Whom a message went to. */
  contact_name: string | null
  thread_key: string | null
}

/** Which rows of the ledger; `since` is a day of the clinic, null is everything. */
export interface StatementRequest {
  kind: MovementKind | 'all'
  since: string | null
}

export interface ConsumptionDay {
  /** "2026-05-12", a day of the clinic. */
  day: string
  used: number
}
