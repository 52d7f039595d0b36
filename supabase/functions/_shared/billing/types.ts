import type { WhatsappCreditPurchaseStatus } from '../contracts/unions.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Payer } from '../providers/asaas/customer.ts'

/** Shapes that the RPCs of billing take and return; names are those of the SQL. */

export interface BookHealth {
  /** Null before the first check. */
  checked_at: string | null
  is_late: boolean
  faults: number
}

/** A row of `whatsapp_credit_purchases`, as far as the functions read it. */
export interface CreditPurchase {
  id: string
  tenant_id: string
  package_name: string
  credits: number
  /** Reais; passed on as it is, never calculated with. */
  amount_brl: number
  status: WhatsappCreditPurchaseStatus
  cpf_cnpj: string
  asaas_customer_id: string | null
  asaas_payment_id: string | null
  asaas_payment_link: string | null
  asaas_pix_qrcode: string | null
  asaas_pix_copy_paste: string | null
  /** Until when its charge is reserved for whoever creates it; to the microsecond, so it stays text. */
  charging_until: string | null
  expires_at: string
  paid_at: string | null
}

export interface BegunPurchase {
  purchase: CreditPurchase
  /** This caller, and nobody else for a while, creates the charge. */
  may_charge: boolean
  payer: Payer
}

/** What is known about the charge of a purchase; what is missing stays as it was. */
export interface Charge extends JsonObject {
  payment_id: string
}

/** What an event of Asaas did. */
export interface AppliedPayment {
  outcome: 'applied' | 'ignored' | 'review' | 'duplicate'
  reason?: string | null
  tenant_id?: string | null
  purchase_id?: string | null
}
