/** How far a charge is paid. */
export type ChargeState = 'unpaid' | 'partly' | 'paid' | 'reversed'

/** What is charged of a patient, as `list_session_charges` answers it. */
export interface Charge {
  id: string
  payer_id: string
  payer_name: string
  patient_id: string
  patient_name: string
  session_id: string | null
  therapist_id: string | null
  therapist_name: string | null
  origin: 'session' | 'package' | 'monthly_fee' | 'adjustment'
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
