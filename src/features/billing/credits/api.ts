import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import type {
  ChargeRequest,
  ConsumptionDay,
  CreditBalance,
  CreditCharge,
  CreditMovement,
  CreditPackage,
  CreditPurchase,
  PixPurchase,
  StatementRequest,
} from './types'

const purchaseColumns =
  'id, package_id, package_name, credits, amount_brl, status, expires_at, paid_at, created_at'

export function getBalance(tenantId: string): Promise<CreditBalance> {
  return rpc('get_credits_overview', { p_tenant_id: tenantId })
}

/** The package that clinics buy most, when there is one. */
export function getMostBought(): Promise<string | null> {
  return rpc('most_bought_package')
}

/** What the shop sells, in its order. */
export function listPackages(): Promise<CreditPackage[]> {
  return unwrap(
    rest
      .from('whatsapp_credit_packages')
      .select('id, name, description, credits, price_brl, is_featured')
      .eq('is_active', true)
      .order('position')
      .order('credits'),
  )
}

/** The last purchases, the newest first. */
export function listPurchases(tenantId: string): Promise<CreditPurchase[]> {
  return unwrap(
    rest
      .from('whatsapp_credit_purchases')
      .select(purchaseColumns)
      .eq('tenant_id', tenantId)
      .order('created_at', { ascending: false })
      .order('id', { ascending: false })
      .limit(20),
  )
}

export function getPurchase(tenantId: string, id: string): Promise<PixPurchase> {
  return unwrap(
    rest
      .from('whatsapp_credit_purchases')
      .select(
        `${purchaseColumns}, client_id, copy_paste:asaas_pix_copy_paste, qr_png_base64:asaas_pix_qrcode`,
      )
      .eq('tenant_id', tenantId)
      .eq('id', id)
      .single(),
  )
}

/** A page of the ledger, the newest first, before the movement `beforeId`. */
export function listMovements(
  tenantId: string,
  { kind, since }: StatementRequest,
  beforeId: number | null,
  limit: number,
): Promise<CreditMovement[]> {
  return rpc('list_credit_transactions', {
    p_tenant_id: tenantId,
    p_kinds: kind === 'all' ? null : [kind],
    p_from: since,
    p_to: null,
    p_before: beforeId,
    p_limit: limit,
  })
}

/** Credits used on each of the last days of the clinic. */
export function listConsumption(tenantId: string, days: number): Promise<ConsumptionDay[]> {
  return rpc('credit_consumption', { p_tenant_id: tenantId, p_days: days })
}

export function setLowBalanceThreshold(tenantId: string, threshold: number): Promise<void> {
  return rpc('set_low_balance_threshold', { p_tenant_id: tenantId, p_threshold: threshold })
}

/** Begins a purchase and its PIX charge; the same `clientId` is the same charge. */
export function createCharge(
  tenantId: string,
  { packageId, clientId, cpfCnpj }: ChargeRequest,
): Promise<CreditCharge> {
  return invoke('create-whatsapp-credit-charge', {
    tenant_id: tenantId,
    package_id: packageId,
    client_id: clientId,
    cpf_cnpj: cpfCnpj,
  })
}
