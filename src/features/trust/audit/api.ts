import { rpc } from '@/lib/rpc'
import type { AuditChain, AuditEntry, AuditFilter, AuditKit } from './types'

export function listAudit(
  tenantId: string,
  filter: AuditFilter,
  before: string | null,
  limit: number,
): Promise<AuditEntry[]> {
  return rpc('list_audit', {
    p_tenant_id: tenantId,
    p_filter: { ...filter },
    p_before: before,
    p_limit: limit,
  })
}

/** The latest ten thousand at once; that they were taken along is audited. */
export function exportAudit(tenantId: string, filter: AuditFilter): Promise<AuditEntry[]> {
  return rpc('export_audit', { p_tenant_id: tenantId, p_filter: { ...filter } })
}

export function getAuditKit(tenantId: string): Promise<AuditKit> {
  return rpc('get_audit_kit', { p_tenant_id: tenantId })
}

/** Looks at the whole chain now. */
export function checkAudit(tenantId: string): Promise<AuditChain> {
  return rpc('check_audit', { p_tenant_id: tenantId })
}

export function saveAuditSettings(tenantId: string, keepMonths: number): Promise<AuditChain> {
  return rpc('save_audit_settings', { p_tenant_id: tenantId, p_keep_months: keepMonths })
}
