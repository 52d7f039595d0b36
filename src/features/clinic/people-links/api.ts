import { rpc } from '@/lib/rpc'
import type { ConvertedPatient, FoundPatient, LinkedPatient, PossibleDuplicate } from './types'

/** Whose conversation it is. */
export function listConversationPatients(tenantId: string, threadKey: string): Promise<LinkedPatient[]> {
  return rpc('list_conversation_patients', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** Who else may be the person of a form. */
export function findDuplicates(
  tenantId: string,
  name: string,
  phone: string | null,
): Promise<PossibleDuplicate[]> {
  return rpc('find_patient_duplicates', {
    p_tenant_id: tenantId,
    p_id: null,
    p_full_name: name,
    p_birth_date: null,
    p_cpf: null,
    p_phones: phone === null ? [] : [phone],
  })
}

/** Makes a patient of the person of a conversation; `seen` are the patients that it had on the screen. */
export function convertConversation(
  tenantId: string,
  threadKey: string,
  { id, name, seen }: { id: string; name: string; seen: string[] },
): Promise<ConvertedPatient> {
  return rpc('convert_conversation', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_id: id,
    p_full_name: name,
    p_seen: seen,
  })
}

/** Says whose conversation it is. */
export function linkConversation(tenantId: string, threadKey: string, patientId: string): Promise<void> {
  return rpc('link_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_patient_id: patientId })
}

/** Takes back what was linked by hand. */
export function unlinkConversation(tenantId: string, threadKey: string, patientId: string): Promise<void> {
  return rpc('unlink_conversation', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_patient_id: patientId,
  })
}

/** The first patients that a search finds. */
export function searchPatients(tenantId: string, search: string): Promise<FoundPatient[]> {
  return rpc('list_patients', { p_tenant_id: tenantId, p_search: search, p_limit: 6 })
}
