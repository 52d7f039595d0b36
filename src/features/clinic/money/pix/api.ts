import { invoke, rpc } from '@/lib/rpc'
import type { AskedPix, PixAccount, PixCharge } from './types'

/** Whether the clinic has an account of Asaas connected. */
export function getPixAccount(tenantId: string): Promise<PixAccount> {
  return rpc('get_pix_account', { p_tenant_id: tenantId })
}

/** Connects the account that the key belongs to. */
export function connectPixAccount(tenantId: string, apiKey: string): Promise<PixAccount> {
  return invoke('connect-clinic-asaas', { tenant_id: tenantId, api_key: apiKey })
}

/** Forgets the key. */
export function disconnectPixAccount(tenantId: string): Promise<PixAccount> {
  return rpc('disconnect_pix_account', { p_tenant_id: tenantId })
}

/** PIX that wait to be paid. */
export function listPixCharges(tenantId: string): Promise<PixCharge[]> {
  return rpc('list_pix_charges', { p_tenant_id: tenantId })
}

/** Asks the payer of charges for what is open; `clientId` makes a repetition harmless. */
export function askForPix(
  tenantId: string,
  asked: { clientId: string; chargeIds: string[]; cpfCnpj: string | null; send: boolean },
): Promise<AskedPix> {
  return invoke('charge-by-pix', {
    tenant_id: tenantId,
    client_id: asked.clientId,
    charge_ids: asked.chargeIds,
    cpf_cnpj: asked.cpfCnpj,
    send: asked.send,
  })
}

/** Takes a PIX back that nobody has paid. */
export function cancelPix(tenantId: string, id: string): Promise<unknown> {
  return rpc('cancel_pix_charge', { p_tenant_id: tenantId, p_id: id })
}
