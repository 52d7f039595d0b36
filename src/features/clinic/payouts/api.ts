import { rpc } from '@/lib/rpc'
import type {
  ExpectedPayout,
  Payout,
  PayoutLine,
  PayoutMethod,
  PayoutRule,
  PayoutStatement,
  RulePreview,
  TypedRule,
  UnownedCharge,
} from './types'

/** Which month of whom; the month is its first day. */
export interface PayoutOf {
  therapistId: string
  month: string
}
const named = (tenantId: string, of: PayoutOf) => ({
  p_tenant_id: tenantId,
  p_therapist_id: of.therapistId,
  p_month: of.month,
})

/** A month of everybody whose payouts the person may see. */
export function listPayouts(tenantId: string, month: string): Promise<Payout[]> {
  return rpc('list_payouts', { p_tenant_id: tenantId, p_month: month })
}

/** A month of one therapist. */
export function getPayout(tenantId: string, of: PayoutOf): Promise<PayoutStatement> {
  return rpc('get_payout', named(tenantId, of))
}

/** What it consists of, after a line. */
export function listLines(
  tenantId: string,
  of: PayoutOf,
  after: number | null,
  limit: number,
): Promise<PayoutLine[]> {
  return rpc('list_payout_lines', {
    ...named(tenantId, of),
    ...(after === null ? {} : { p_after: after }),
    p_limit: limit,
  })
}

/** What is due and not paid. */
export function listExpected(tenantId: string, of: PayoutOf): Promise<ExpectedPayout[]> {
  return rpc('list_expected_payouts', named(tenantId, of))
}

/** Locks a month, if its total is still the one on screen. */
export function closePayout(tenantId: string, of: PayoutOf, total: number): Promise<unknown> {
  return rpc('close_payout', { ...named(tenantId, of), p_total_cents: total })
}

/** Opens a closed month again. */
export function reopenPayout(tenantId: string, of: PayoutOf, reason: string): Promise<unknown> {
  return rpc('reopen_payout', { ...named(tenantId, of), p_reason: reason })
}

/** Notes that a month was paid out. */
export function payPayout(
  tenantId: string,
  of: PayoutOf,
  paid: { method: PayoutMethod; day: string },
): Promise<unknown> {
  return rpc('pay_payout', { ...named(tenantId, of), p_method: paid.method, p_paid_on: paid.day })
}

/** It was not paid out after all. */
export function undoPayment(tenantId: string, of: PayoutOf): Promise<unknown> {
  return rpc('undo_payout_payment', named(tenantId, of))
}

/** Adds to a month, or takes from it; the id makes a repetition harmless. */
export function addAdjustment(
  tenantId: string,
  of: PayoutOf,
  adjustment: { id: string; cents: number; reason: string },
): Promise<unknown> {
  return rpc('add_payout_adjustment', {
    ...named(tenantId, of),
    p_id: adjustment.id,
    p_amount_cents: adjustment.cents,
    p_reason: adjustment.reason,
  })
}

/** Rules in force and to come, or all there ever were. */
export function listRules(tenantId: string, withHistory: boolean): Promise<PayoutRule[]> {
  return rpc('list_payout_rules', { p_tenant_id: tenantId, p_with_history: withHistory })
}

/** Says a rule. */
export function saveRule(tenantId: string, id: string, rule: TypedRule): Promise<PayoutRule> {
  return rpc('save_payout_rule', { p_tenant_id: tenantId, p_id: id, p_rule: { ...rule } })
}

/** What a rule would have given last month. */
export function previewRule(tenantId: string, rule: TypedRule): Promise<RulePreview> {
  return rpc('preview_payout_rule', { p_tenant_id: tenantId, p_rule: { ...rule } })
}

/** Takes back a rule that should never have been. */
export function deleteRule(tenantId: string, id: string): Promise<void> {
  return rpc('delete_payout_rule', { p_tenant_id: tenantId, p_id: id })
}

/** Who pays, for a rule. */
export function findPayers(tenantId: string, search: string): Promise<{ id: string; name: string }[]> {
  return rpc('find_payout_payers', { p_tenant_id: tenantId, p_search: search })
}

/** Packages and monthly fees of a month that are no therapist's. */
export function listUnowned(tenantId: string, month: string): Promise<UnownedCharge[]> {
  return rpc('list_charges_of_nobody', { p_tenant_id: tenantId, p_month: month })
}

/** Says whose a package or monthly fee is. */
export function giveCharge(tenantId: string, chargeId: string, therapistId: string): Promise<void> {
  return rpc('set_charge_therapist', {
    p_tenant_id: tenantId,
    p_charge_id: chargeId,
    p_therapist_id: therapistId,
  })
}

/** Who treats, for forms. */
export function listTherapists(tenantId: string): Promise<{ user_id: string; name: string }[]> {
  return rpc('list_therapists', { p_tenant_id: tenantId })
}

/** What is offered, for rules. */
export function listTypes(tenantId: string): Promise<{ id: string; name: string }[]> {
  return rpc('list_session_types', { p_tenant_id: tenantId })
}
