import { rpc } from '@/lib/rpc'
import type {
  AbsencePolicy,
  Charge,
  ChargesWhere,
  ChargeSums,
  MonthlyFee,
  PatientMoney,
  PaymentMethod,
  SessionPackage,
  SessionPrice,
  StatementLine,
} from './types'

/** What is charged and not taken back, page by page. */
export function listCharges(
  tenantId: string,
  asked: { where: ChargesWhere; newest?: boolean; after: Charge | null; limit: number },
): Promise<Charge[]> {
  return rpc('list_session_charges', {
    p_tenant_id: tenantId,
    p_where: { ...asked.where },
    p_sort: asked.newest ? 'newest' : 'due',
    p_after: asked.after && { id: asked.after.id, due_on: asked.after.due_on },
    p_limit: asked.limit,
  })
}

/** The totals of what `listCharges` answers. */
export function sumCharges(tenantId: string, where: ChargesWhere): Promise<ChargeSums> {
  return rpc('sum_session_charges', { p_tenant_id: tenantId, p_where: { ...where } })
}

/** What a patient owes, and who pays. */
export function getPatientMoney(tenantId: string, patientId: string): Promise<PatientMoney> {
  return rpc('get_patient_money', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** What a payer owed and paid until today, the newest first. */
export function listStatement(
  tenantId: string,
  payerId: string,
  after: { day: string; number: number } | null,
): Promise<StatementLine[]> {
  return rpc('list_payer_statement', {
    p_tenant_id: tenantId,
    p_payer_id: payerId,
    p_after: after && { ...after },
    p_limit: 30,
  })
}

/** Receives money for charges of one payer; the id makes a repetition harmless. */
export function receivePayment(
  tenantId: string,
  payment: {
    id: string
    payerId: string
    chargeIds: string[]
    cents: number
    method: PaymentMethod
    day: string
  },
): Promise<unknown> {
  return rpc('receive_payment', {
    p_tenant_id: tenantId,
    p_id: payment.id,
    p_payer_id: payment.payerId,
    p_charge_ids: payment.chargeIds,
    p_amount_cents: payment.cents,
    p_method: payment.method,
    p_received_on: payment.day,
  })
}

/** Takes back a charge or a payment, with the reason. */
export function reverseEntry(
  tenantId: string,
  id: string,
  entryId: string,
  reason: string,
): Promise<unknown> {
  return rpc('reverse_entry', { p_tenant_id: tenantId, p_id: id, p_entry_id: entryId, p_reason: reason })
}

/** Pays a charge from what the clinic holds for its payer. */
export function payFromCredit(tenantId: string, payerId: string, chargeIds: string[]): Promise<unknown> {
  return rpc('use_credit', { p_tenant_id: tenantId, p_payer_id: payerId, p_charge_ids: chargeIds })
}

/** Puts a text into a conversation, unsent; answers what stands there: a text that was begun before stays. */
export async function putDraft(tenantId: string, threadKey: string, body: string): Promise<string> {
  const draft: { body: string } = await rpc('save_conversation_draft', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_body: body,
  })
  return draft.body
}

/** A patient's packages of sessions. */
export function listPackages(tenantId: string, patientId: string): Promise<SessionPackage[]> {
  return rpc('list_session_packages', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Sells a package. */
export function sellPackage(
  tenantId: string,
  id: string,
  sold: { patient_id: string; sessions: number; price_cents: number; expires_on: string | null },
): Promise<unknown> {
  return rpc('save_session_package', { p_tenant_id: tenantId, p_id: id, p_package: sold })
}

/** A patient's monthly fees. */
export function listFees(tenantId: string, patientId: string): Promise<MonthlyFee[]> {
  return rpc('list_monthly_fees', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Agrees on a monthly fee, or changes one. */
export function saveFee(
  tenantId: string,
  id: string,
  fee: Record<string, string | number | null>,
): Promise<unknown> {
  return rpc('save_monthly_fee', { p_tenant_id: tenantId, p_id: id, p_fee: fee })
}

/** Charges this month of every monthly fee. */
export function postMonthlyFees(tenantId: string): Promise<{ posted: number; amount_cents: number }> {
  return rpc('post_monthly_fees', { p_tenant_id: tenantId })
}

/** Prices that differ from the types', of all or of one patient. */
export function listPrices(tenantId: string): Promise<SessionPrice[]> {
  return rpc('list_session_prices', { p_tenant_id: tenantId })
}

/** Says a price of a therapist or patient. */
export function savePrice(
  tenantId: string,
  id: string,
  price: { therapist_id: string | null; session_type_id: string | null; price_cents: number },
): Promise<unknown> {
  return rpc('save_session_price', { p_tenant_id: tenantId, p_id: id, p_price: price })
}

/** Takes a price back: the next rule counts. */
export function deletePrice(tenantId: string, id: string): Promise<void> {
  return rpc('delete_session_price', { p_tenant_id: tenantId, p_id: id })
}

/** What is charged of who does not come: the clinic's first. */
export function listPolicies(tenantId: string): Promise<AbsencePolicy[]> {
  return rpc('list_absence_policies', { p_tenant_id: tenantId })
}

/** Says the clinic's or a therapist's absence policy. */
export function savePolicy(
  tenantId: string,
  policy: Omit<AbsencePolicy, 'id' | 'therapist_name'>,
): Promise<unknown> {
  return rpc('save_absence_policy', { p_tenant_id: tenantId, p_policy: { ...policy } })
}

/** Who treats, for filters and prices. */
export function listTherapists(tenantId: string): Promise<{ user_id: string; name: string }[]> {
  return rpc('list_therapists', { p_tenant_id: tenantId })
}

/** What is offered, for prices. */
export function listTypes(tenantId: string): Promise<{ id: string; name: string }[]> {
  return rpc('list_session_types', { p_tenant_id: tenantId })
}
