/** How far a month's payout is. */
export type PayoutStatus = 'open' | 'closed' | 'paid'

/** A month of a therapist, as `list_payouts` answers it. */
export interface Payout {
  therapist_id: string
  therapist_name: string
  council: string | null
  /** Its first day. */
  month: string
  status: PayoutStatus
  total_cents: number
  /** What was paid, of which the total is the therapist's part. */
  paid_cents: number
  adjustment_cents: number
  /** What belongs to months that were closed already. */
  late_cents: number
  entries: number
  expected_cents: number
  expected_charges: number
  closed_at: string | null
  paid_on: string | null
  method: PayoutMethod | null
}

/** With what happened to it. */
export interface PayoutStatement extends Payout {
  clinic_name: string
  closed_by_name: string | null
  events: {
    kind: 'closed' | 'reopened' | 'paid' | 'payment_undone'
    total_cents: number
    reason: string | null
    paid_on: string | null
    method: PayoutMethod | null
    by_name: string | null
    at: string
  }[]
}

/** What a payout consists of: a movement of a payment, or an adjustment. */
export interface PayoutLine {
  id: string
  number: number
  kind: 'paid' | 'returned' | 'corrected' | 'adjustment'
  counts_on: string
  amount_cents: number
  paid_cents: number
  percent: number | null
  fixed_cents: number | null
  is_late: boolean
  origin: ChargeOrigin | null
  starts_local: string | null
  session_id: string | null
  type_name: string | null
  patient_id: string | null
  patient_name: string | null
  payer_name: string | null
  method: PayoutMethod | null
  note: string | null
}

/** What is due and not paid: no part of a payout. */
export interface ExpectedPayout {
  charge_id: string
  origin: ChargeOrigin
  due_on: string
  type_name: string | null
  patient_id: string
  patient_name: string
  open_cents: number
  expected_cents: number
}

export type ChargeOrigin = 'session' | 'package' | 'monthly_fee' | 'adjustment'

export const PAYOUT_METHODS = ['pix', 'transfer', 'cash', 'card', 'other'] as const
export type PayoutMethod = (typeof PAYOUT_METHODS)[number]

export interface PayoutRule {
  id: string
  therapist_id: string | null
  therapist_name: string | null
  session_type_id: string | null
  type_name: string | null
  payer_id: string | null
  payer_name: string | null
  percent: number | null
  fixed_cents: number | null
  valid_from: string
  valid_until: string | null
  state: 'in_force' | 'coming' | 'past' | 'ended' | 'replaced'
  by_name: string | null
}

/** What a form says of a rule; without percent and amount there is none from that day on. */
export interface TypedRule {
  therapist_id: string | null
  session_type_id: string | null
  payer_id: string | null
  percent: string | null
  fixed_cents: number | null
  valid_from: string
}

/** What a rule would have given on a month, and what saving it would post. */
export interface RulePreview {
  month: string
  charges: number
  paid_cents: number
  now_cents: number
  then_cents: number
  therapists: { therapist_id: string; name: string; now_cents: number; then_cents: number }[]
  correction_cents: number
  late_cents: number
}

/** A package or monthly fee that is no therapist's. */
export interface UnownedCharge {
  id: string
  origin: ChargeOrigin
  due_on: string
  patient_id: string
  patient_name: string
  amount_cents: number
  paid_cents: number
}
