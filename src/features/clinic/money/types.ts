/** How far a charge is paid. */
export type ChargeState = 'unpaid' | 'partly' | 'paid' | 'reversed'

/** What is charged of a patient, as `list_session_charges` answers it. */
export interface Charge {
  id: string
  payer_id: string
  payer_name: string
  /** Null of an order of somebody who is no patient. */
  patient_id: string | null
  patient_name: string
  session_id: string | null
  therapist_id: string | null
  therapist_name: string | null
  origin: 'session' | 'package' | 'monthly_fee' | 'adjustment' | 'order'
  type_name: string | null
  starts_local: string | null
  due_on: string
  amount_cents: number
  paid_cents: number
  state: ChargeState
  is_overdue: boolean
  note: string | null
  thread_key: string | null
}

/** Which charges are asked for. */
export interface ChargesWhere {
  state?: 'all' | 'open' | 'overdue' | 'paid'
  from?: string
  to?: string
  therapist_id?: string
  patient_id?: string
}

export interface ChargeSums {
  charges: number
  amount_cents: number
  paid_cents: number
  open_cents: number
  overdue_cents: number
}

export interface Payer {
  id: string
  name: string
  is_patient: boolean
  balance_cents: number
  credit_cents: number
  thread_key: string | null
}

/** A patient's money at a glance; a therapist sees no payers. */
export interface PatientMoney {
  open_cents: number
  overdue_cents: number
  later_cents: number
  later_charges: number
  payers: Payer[] | null
}

export interface StatementLine {
  id: string
  number: number
  day: string
  kind: 'charge' | 'payment' | 'reversal' | 'refund' | 'adjustment'
  origin: Charge['origin'] | null
  amount_cents: number
  balance_cents: number
  method: PaymentMethod | null
  patient_name: string | null
  type_name: string | null
  starts_local: string | null
  note: string | null
  is_reversed: boolean
  refunded_cents: number
  by_name: string | null
}

export const PAYMENT_METHODS = ['pix', 'cash', 'card', 'transfer', 'other'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export interface SessionPackage {
  id: string
  type_name: string | null
  sessions: number
  used: number
  remaining: number
  price_cents: number
  expires_on: string | null
  is_expired: boolean
  charge_state: ChargeState | null
  ended_at: string | null
  note: string | null
}

export interface MonthlyFee {
  id: string
  day: number
  amount_cents: number
  starts_on: string
  ends_on: string | null
  is_active: boolean
}

export interface SessionPrice {
  id: string
  patient_id: string | null
  patient_name: string | null
  therapist_id: string | null
  therapist_name: string | null
  session_type_id: string | null
  type_name: string | null
  price_cents: number
}

export interface AbsencePolicy {
  id: string | null
  therapist_id: string | null
  therapist_name: string | null
  notice_hours: number
  missed_percent: number
  late_cancel_percent: number
  excused_percent: number
  makeup_days: number | null
}

/** What a participant of a session owes for it, and why. */
export interface SessionBill {
  patient_id: string
  name: string
  status: string
  price_cents: number | null
  price_source: 'session' | 'patient' | 'therapist' | 'type' | 'none'
  plan: 'single' | 'package' | 'monthly_fee' | 'shared'
  share_percent: number
  is_late: boolean
  override: { percent: number; reason: string; by_name: string | null; at: string } | null
  package: {
    id: string
    sessions: number
    used: number
    expires_on: string | null
    holds_unit: boolean
  } | null
  makeup_of: string | null
  /** Missed sessions that this one could make up for. */
  makeups: { session_id: string; day: string }[]
  /** Until when a missed one may be made up. */
  makeup_until: string | null
  charge: Charge | null
}

export interface SessionMoneyAnswer {
  session_id: string
  charges_once: boolean
  patients: SessionBill[]
}

/** What a status would be charged, before anybody gives it. */
export interface AbsencePreview {
  status: string
  plan: SessionBill['plan']
  price_cents: number | null
  share_percent: number
  amount_cents: number
  is_late: boolean
  notice_hours: number
  consumes_unit: boolean | null
  makeup_until: string | null
  paid_cents: number
}

/** What a person decides against the policy; null is the policy. */
export interface ChargeChoice {
  percent: number | null
  reason: string
}

/** Who owes for days that have passed. */
export interface OverdueRow {
  payer_id: string
  payer_name: string
  patients: string[]
  charges: number
  overdue_cents: number
  oldest_due_on: string
  patient_id: string
  thread_key: string | null
  days: number
  last_reminded_at: string | null
}

export interface Reminder {
  payer_id: string
  name: string
  overdue_cents: number
  oldest_due_on: string | null
  charges: number
  thread_key: string | null
  phone: string | null
  last_reminded_at: string | null
  next_on: string | null
  allowed_at: string | null
  is_decent_hour: boolean
  body: string
  problems: ('nothing_overdue' | 'no_conversation' | 'opted_out' | 'too_soon' | 'needs_permission')[]
}

export interface MoneySettings {
  reminder_days: number
  reminder_text: string
  is_own_text: boolean
  /** Booked before there was a ledger, and not charged. */
  unbilled_sessions: number
}

export interface PayerDetails extends Payer {
  patient_id: string | null
  phone: string | null
  open_cents: number
  overdue_cents: number
  patients: { id: string; name: string }[]
}

/** What ending a package would do. */
export interface PackageEnd {
  used: number
  unused: number
  later_sessions: number
  charged_cents: number
  paid_cents: number
  credit_cents: number
  open_cents: number
}

/** A session that holds a unit of a package. */
export interface PackageUse {
  session_id: string
  day: string
  starts_local: string
  status: string
  is_late: boolean
  therapist_name: string | null
}

/** What charging sessions from before the ledger did, or would do. */
export interface OldSessions {
  sessions: number
  charges: number
  amount_cents: number
  covered: number
  first_on: string | null
  last_on: string | null
  left: number
}
