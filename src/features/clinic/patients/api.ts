import { rpc } from '@/lib/rpc'
import type { PatientFile, PatientRow } from './types'

/** What a list of patients is asked for. */
export interface PatientsAsked {
  search: string
  archived: boolean
  after: PatientRow | null
  limit: number
}

/** One page of a clinic's patients, by name. */
export function listPatients(
  tenantId: string,
  { search, archived, after, limit }: PatientsAsked,
): Promise<PatientRow[]> {
  return rpc('list_patients', {
    p_tenant_id: tenantId,
    p_search: search || null,
    p_archived: archived,
    p_after: after && { id: after.id, sort_name: after.sort_name },
    p_limit: limit,
  })
}

/** A patient with contacts, relations and conversations. */
export function getPatient(tenantId: string, id: string): Promise<PatientFile> {
  return rpc('get_patient', { p_tenant_id: tenantId, p_id: id })
}

/** Takes somebody out of lists, or back into them. */
export function archivePatient(tenantId: string, id: string, archived: boolean): Promise<void> {
  return rpc('archive_patient', { p_tenant_id: tenantId, p_id: id, p_archived: archived })
}
