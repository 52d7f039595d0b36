import { rpc } from '@/lib/rpc'

/** From now on the clinic can be read and exported only, and is deleted after thirty days. */
export function cancelClinic(tenantId: string, name: string): Promise<unknown> {
  return rpc('cancel_tenant', { p_tenant_id: tenantId, p_confirm: name })
}

/** The clinic stays. */
export function restoreClinic(tenantId: string): Promise<unknown> {
  return rpc('restore_tenant', { p_tenant_id: tenantId })
}
