import { rpc } from '@/lib/rpc'
import type { SentMedico } from './rules'
import type { MedicoFile, MedicoRow } from './types'

/** One page of the professionals whom the clinic knows, by name. */
export function listMedicos(
  tenantId: string,
  {
    search,
    archived,
    after,
    limit,
  }: { search: string; archived: boolean; after: MedicoRow | null; limit: number },
): Promise<MedicoRow[]> {
  return rpc('list_medicos', {
    p_tenant_id: tenantId,
    p_search: search || null,
    p_archived: archived,
    p_after: after && { id: after.id, sort_name: after.sort_name },
    p_limit: limit,
  })
}

/** A professional with contacts. */
export function getMedico(tenantId: string, id: string): Promise<MedicoFile> {
  return rpc('get_medico', { p_tenant_id: tenantId, p_id: id })
}

/** Saves what the form holds; `version` is the one that was read, null for somebody new. */
export function saveMedico(
  tenantId: string,
  id: string,
  version: number | null,
  form: SentMedico,
): Promise<MedicoFile> {
  return rpc('save_medico', {
    p_tenant_id: tenantId,
    p_id: id,
    p_version: version,
    p_medico: form.medico,
    p_phones: form.phones,
    p_emails: form.emails,
  })
}

/** Takes somebody out of the list, or back into it. */
export function archiveMedico(tenantId: string, id: string, archived: boolean): Promise<void> {
  return rpc('archive_medico', { p_tenant_id: tenantId, p_id: id, p_archived: archived })
}
