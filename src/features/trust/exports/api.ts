import { invoke, rpc } from '@/lib/rpc'
import type { ExportSubject, ExportRow } from './types'

/** The newest exports of one subject that the person on screen may see. */
export function listExports(tenantId: string, kind: string, subject: ExportSubject): Promise<ExportRow[]> {
  return rpc('list_exports', { p_tenant_id: tenantId, p_kind: kind, p_subject: subject, p_limit: 10 })
}

/** Begins an export; one that is being built already is answered. */
export function requestExport(tenantId: string, kind: string, subject: ExportSubject): Promise<unknown> {
  return rpc('request_export', {
    p_tenant_id: tenantId,
    p_kind: kind,
    p_subject: subject,
    p_id: crypto.randomUUID(),
  })
}

/** Ends an export that is not ready yet. */
export function cancelExport(tenantId: string, id: string): Promise<unknown> {
  return rpc('cancel_export', { p_tenant_id: tenantId, p_id: id })
}

/** An address that opens the file for some minutes; each is noted as a download. */
export function exportAddress(tenantId: string, id: string): Promise<{ url: string; name: string }> {
  return invoke('download-export', { tenant_id: tenantId, export_id: id })
}
