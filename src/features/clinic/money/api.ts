import { invoke, rpc } from '@/lib/rpc'
import type {
  AbsencePolicy,
  AbsencePreview,
  Charge,
  ChargesWhere,
  ChargeSums,
  MoneySettings,
  MonthlyFee,
  OldSessions,
  OverdueRow,
  PackageEnd,
  PackageUse,
  PatientMoney,
  PayerDetails,
  PaymentMethod,
  Reminder,
  SessionMoneyAnswer,
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
  { until = null, limit = 30 }: { until?: string | null; limit?: number } = {},
): Promise<StatementLine[]> {
  return rpc('list_payer_statement', {
    p_tenant_id: tenantId,
    p_payer_id: payerId,
    p_after: after && { ...after },
    p_until: until,
    p_limit: limit,
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
  sold: Record<string, string | number | boolean | null>,
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
export function listPrices(tenantId: string, patientId: string | null = null): Promise<SessionPrice[]> {
  return rpc('list_session_prices', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Says a price of a therapist or patient. */
export function savePrice(
  tenantId: string,
  id: string,
  price: {
    patient_id?: string
    therapist_id: string | null
    session_type_id: string | null
    price_cents: number
  },
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

/** A therapist's own absence policy goes: the clinic's holds again. */
export function deletePolicy(tenantId: string, id: string): Promise<void> {
  return rpc('delete_absence_policy', { p_tenant_id: tenantId, p_id: id })
}

/** Gives money back to a payer, in whole or in part. */
export function refundPayment(
  tenantId: string,
  refund: {
    id: string
    paymentId: string
    cents: number
    method: PaymentMethod
    reason: string
    day: string
  },
): Promise<unknown> {
  return rpc('refund_payment', {
    p_tenant_id: tenantId,
    p_id: refund.id,
    p_payment_id: refund.paymentId,
    p_amount_cents: refund.cents,
    p_method: refund.method,
    p_reason: refund.reason,
    p_refunded_on: refund.day,
  })
}

/** By hand: above zero a patient's payer owes more, below zero less. */
export function addAdjustment(
  tenantId: string,
  id: string,
  adjustment: { patientId: string; cents: number; reason: string; day: string },
): Promise<unknown> {
  return rpc('add_adjustment', {
    p_tenant_id: tenantId,
    p_id: id,
    p_patient_id: adjustment.patientId,
    p_amount_cents: adjustment.cents,
    p_reason: adjustment.reason,
    p_day: adjustment.day,
  })
}

/** How each participant of a session is charged. */
export function getSessionMoney(tenantId: string, sessionId: string): Promise<SessionMoneyAnswer> {
  return rpc('get_session_money', { p_tenant_id: tenantId, p_session_id: sessionId })
}

/** What a status would be charged. */
export function previewAbsence(
  tenantId: string,
  sessionId: string,
  patientId: string,
  status: string,
): Promise<AbsencePreview> {
  return rpc('preview_absence', {
    p_tenant_id: tenantId,
    p_session_id: sessionId,
    p_patient_id: patientId,
    p_status: status,
  })
}

/** Charges another share than the policy says; null goes back to it. */
export function overrideCharge(
  tenantId: string,
  sessionId: string,
  patientId: string,
  percent: number | null,
  reason: string | null,
): Promise<SessionMoneyAnswer> {
  return rpc('override_session_charge', {
    p_tenant_id: tenantId,
    p_session_id: sessionId,
    p_patient_id: patientId,
    p_percent: percent,
    p_reason: reason,
  })
}

/** Who was booked came, and paid what the session has open. */
export function attendAndPay(
  tenantId: string,
  paid: { sessionId: string; id: string; method: PaymentMethod; patientId: string | null },
): Promise<{ session: unknown; payment: { id: string; amount_cents: number } | null }> {
  return rpc('attend_and_pay', {
    p_tenant_id: tenantId,
    p_session_id: paid.sessionId,
    p_id: paid.id,
    p_method: paid.method,
    p_patient_id: paid.patientId,
  })
}

/** A session of several is charged once, or to each. */
export function setCharging(tenantId: string, sessionId: string, once: boolean): Promise<SessionMoneyAnswer> {
  return rpc('set_session_charging', { p_tenant_id: tenantId, p_session_id: sessionId, p_once: once })
}

/** A session makes up for a missed one, or no longer. */
export function setMakeup(
  tenantId: string,
  sessionId: string,
  patientId: string,
  missedId: string | null,
): Promise<SessionMoneyAnswer> {
  return rpc('set_session_makeup', {
    p_tenant_id: tenantId,
    p_session_id: sessionId,
    p_patient_id: patientId,
    p_missed_id: missedId,
  })
}

/** Who owes for days that have passed, the longest first. */
export function listOverdue(
  tenantId: string,
  after: OverdueRow | null,
  limit: number,
): Promise<OverdueRow[]> {
  return rpc('list_overdue', {
    p_tenant_id: tenantId,
    p_after: after && { oldest_due_on: after.oldest_due_on, payer_id: after.payer_id },
    p_limit: limit,
  })
}

/** The reminder that a payer would get, and what stands against it. */
export function previewReminder(tenantId: string, payerId: string): Promise<Reminder> {
  return rpc('preview_reminder', { p_tenant_id: tenantId, p_payer_id: payerId })
}

/** Notes that a payer has permitted reminders in writing. */
export function allowReminders(tenantId: string, payerId: string, allowed: boolean): Promise<Reminder> {
  return rpc('allow_reminders', { p_tenant_id: tenantId, p_payer_id: payerId, p_allowed: allowed })
}

/** Reminds a payer: what the database allows goes the way of every message, once an id. */
export async function sendReminder(
  tenantId: string,
  id: string,
  payerId: string,
  body: string,
): Promise<void> {
  const begun: { thread_key: string; body: string } = await rpc('begin_reminder', {
    p_tenant_id: tenantId,
    p_id: id,
    p_payer_id: payerId,
    p_body: body,
  })
  await invoke('send-whatsapp-message', {
    tenant_id: tenantId,
    thread_key: begun.thread_key,
    client_id: id,
    body: begun.body,
  })
}

/** How the clinic reminds of what is owed. */
export function getMoneySettings(tenantId: string): Promise<MoneySettings> {
  return rpc('get_money_settings', { p_tenant_id: tenantId })
}

/** Says how the clinic reminds; an empty text is the product's. */
export function saveMoneySettings(
  tenantId: string,
  settings: Pick<MoneySettings, 'reminder_days' | 'reminder_text'>,
): Promise<MoneySettings> {
  return rpc('save_money_settings', { p_tenant_id: tenantId, p_settings: { ...settings } })
}

/** Who pays, for whom, and what is open. */
export function getPayer(tenantId: string, payerId: string): Promise<PayerDetails> {
  return rpc('get_payer', { p_tenant_id: tenantId, p_payer_id: payerId })
}

/** What ending a package would do. */
export function previewPackageEnd(tenantId: string, id: string): Promise<PackageEnd> {
  return rpc('preview_package_end', { p_tenant_id: tenantId, p_id: id })
}

/** Ends a package before its time. */
export function endPackage(tenantId: string, id: string, reason: string): Promise<unknown> {
  return rpc('end_session_package', { p_tenant_id: tenantId, p_id: id, p_reason: reason })
}

/** The sessions that hold a unit of a package, also those that were missed. */
export function listPackageUses(tenantId: string, id: string): Promise<PackageUse[]> {
  return rpc('list_package_uses', { p_tenant_id: tenantId, p_id: id })
}

/** What charging sessions from before the ledger would do. */
export function previewOldSessions(tenantId: string, from: string): Promise<OldSessions> {
  return rpc('preview_unbilled_sessions', { p_tenant_id: tenantId, p_from: from })
}

/** Charges sessions from before the ledger. */
export function billOldSessions(tenantId: string, id: string, from: string): Promise<OldSessions> {
  return rpc('bill_unbilled_sessions', { p_tenant_id: tenantId, p_id: id, p_from: from })
}

/** Takes back what one act charged. */
export function undoOldSessions(tenantId: string, id: string): Promise<{ undone: number; kept: number }> {
  return rpc('undo_unbilled_sessions', { p_tenant_id: tenantId, p_id: id })
}
