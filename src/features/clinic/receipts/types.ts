/** Who was paid, as papers name them. */
export interface Provider {
  kind: 'pf' | 'pj' | 'clinic'
  name: string
  document: string | null
  address: string | null
  city: string | null
}

interface Named {
  name: string
  document: string | null
}

export type ReceivesAs = 'clinic' | 'pf' | 'pj'

/** A receipt with all that its paper says. */
export interface Receipt {
  id: string
  payment_id: string
  patient_id: string
  therapist_id: string | null
  year: number
  number: number
  amount_cents: number
  paid_on: string
  content: {
    provider: Provider
    professional: { name: string | null; council: string | null }
    payer: Named
    patient: Named
    amount_cents: number
    paid_on: string
    method: string
    days: string[]
  }
  sha256: string
  issued_at: string
  issued_by_name: string | null
  time_zone: string
  cancelled_at: string | null
  cancel_reason: string | null
}

export interface Invoice {
  id: string
  state: 'pending' | 'issued' | 'failed' | 'cancelled'
  amount_cents: number
  number: string | null
  xml_url: string | null
  pdf_url: string | null
  error: string | null
  is_cancelling: boolean
}

/** A payment with its papers, as `list_received_payments` answers it. */
export interface Payment {
  id: string
  number: number
  paid_on: string
  amount_cents: number
  refunded_cents: number
  is_reversed: boolean
  method: string
  payer_id: string
  payer_name: string
  payer_document: string | null
  patients: string | null
  therapists: string | null
  thread_key: string | null
  receipts: { id: string; year: number; number: number; amount_cents: number; is_cancelled: boolean }[]
  invoices: Invoice[]
  may_invoice: boolean
}

export interface PayerYear {
  year: number
  payer: Named
  clinic: Provider
  total_cents: number
  payments: {
    paid_on: string
    amount_cents: number
    method: string
    patient_id: string
    patient_name: string
    patient_document: string | null
    provider: Provider
    receipts: string | null
  }[]
}

export interface FiscalTherapist {
  user_id: string
  name: string
  council: string | null
  council_key: string | null
  receives_as: ReceivesAs
  legal_name: string | null
  document: string | null
  address: string | null
  city: string | null
  occupation: string | null
}

export interface FiscalClinic {
  legal_name: string | null
  document: string | null
  address: string | null
  city: string | null
  issues_invoices: boolean
  service_item: string
  iss_basis_points: number
  on_paper: Provider
}

/** Answer of `get_fiscal_settings`; a therapist sees the own row alone. */
export interface FiscalSettings {
  clinic: FiscalClinic | null
  therapists: FiscalTherapist[]
}

export interface Occupation {
  code: string
  name: string
  councils: string[]
}

/** A payment and patient of Receita Saúde. */
export interface ReceitaRow {
  payment_id: string
  patient_id: string
  paid_on: string
  amount_cents: number
  exported_cents: number
  exported_at: string | null
  payer_name: string
  payer_document: string | null
  payer_patient_id: string | null
  patient_name: string
  patient_document: string | null
  problem: 'payer_document' | 'payer_is_company' | null
}

/** Answer of `list_receita_saude`. */
export interface ReceitaSaude {
  problems: ('document' | 'occupation' | 'council')[]
  rows: ReceitaRow[]
  refunded: ReceitaRow[]
}
