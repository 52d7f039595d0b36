import { invoke, rpc } from '@/lib/rpc'
import type { SentForm, Suspect } from './form'
import type { CepAnswer, PatientDuplicate, PatientFile, PatientRow, PatientsFilter } from './types'

/** What a list of patients is asked for. */
export interface PatientsAsked {
  search: string
  archived: boolean
  where: PatientsFilter
  sort: 'name' | '-name' | 'newest' | 'oldest'
  after: PatientRow | null
  limit: number
}

/** One page of a clinic's patients. */
export function listPatients(
  tenantId: string,
  { search, archived, where, sort, after, limit }: PatientsAsked,
): Promise<PatientRow[]> {
  return rpc('list_patients', {
    p_tenant_id: tenantId,
    p_search: search || null,
    p_archived: archived,
    p_sort: sort,
    p_after: after && { id: after.id, sort_name: after.sort_name, created_at: after.created_at },
    p_limit: limit,
    p_where: { ...where },
  })
}

/** How many a search and the filters leave, here and in the archive. */
export function countPatients(
  tenantId: string,
  search: string,
  where: PatientsFilter,
): Promise<{ active: number; archived: number }> {
  return rpc('count_patients', { p_tenant_id: tenantId, p_search: search || null, p_where: { ...where } })
}

/** The patients that a search finds, for whoever chooses one of them. */
export function findPatients(tenantId: string, search: string, signal: AbortSignal): Promise<PatientRow[]> {
  return rpc('list_patients', { p_tenant_id: tenantId, p_search: search, p_limit: 8 }, { signal })
}

/** A patient with contacts, relations and conversations. */
export function getPatient(tenantId: string, id: string): Promise<PatientFile> {
  return rpc('get_patient', { p_tenant_id: tenantId, p_id: id })
}

/** Saves what a form holds; `version` is the one that was read, null for somebody new. */
export function savePatient(
  tenantId: string,
  id: string,
  version: number | null,
  form: SentForm,
): Promise<PatientFile> {
  return rpc('save_patient', {
    p_tenant_id: tenantId,
    p_id: id,
    p_version: version,
    p_patient: form.patient,
    p_phones: form.phones,
    p_emails: form.emails,
    p_relations: form.relations,
  })
}

/** Who else may be the person of a form. */
export function findDuplicates(
  tenantId: string,
  id: string,
  suspect: Suspect,
  signal: AbortSignal,
): Promise<PatientDuplicate[]> {
  return rpc(
    'find_patient_duplicates',
    {
      p_tenant_id: tenantId,
      p_id: id,
      p_full_name: suspect.full_name,
      p_birth_date: suspect.birth_date,
      p_cpf: suspect.cpf,
      p_phones: suspect.phones,
      p_emails: suspect.emails,
    },
    { signal },
  )
}

/** Takes people out of lists, or back into them; answers whom that changed. */
export function archivePatients(
  tenantId: string,
  ids: readonly string[],
  archived: boolean,
): Promise<string[]> {
  return rpc('archive_patients', { p_tenant_id: tenantId, p_ids: [...ids], p_archived: archived })
}

/** The address of a CEP of eight digits, where the service knows it and answers. */
export function lookUpCep(tenantId: string, cep: string, signal: AbortSignal): Promise<CepAnswer> {
  return invoke('lookup-cep', { tenant_id: tenantId, cep }, { signal })
}
