import { rest, rpc, unwrap } from '@/lib/rpc'
import type {
  ConsentRow,
  ErasurePreview,
  ErasureRow,
  Incident,
  PrivacyPage,
  PrivacyRequest,
  ProcessingRecord,
  RetentionPolicy,
} from './types'

/** What an erasure of a person would do, and the last one. */
export function previewErasure(tenantId: string, patientId: string): Promise<ErasurePreview> {
  return rpc('preview_erasure', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Begins an erasure; `id` makes a repeated press one. */
export function erasePerson(
  tenantId: string,
  { patientId, confirmation, id }: { patientId: string; confirmation: string; id: string },
): Promise<ErasureRow> {
  return rpc('erase_person', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_confirmation: confirmation,
    p_id: id,
  })
}

/** Requests of people; of those that are open and due within some days when `dueWithin` is given. */
export function listRequests(tenantId: string, dueWithin: number | null = null): Promise<PrivacyRequest[]> {
  return rpc('list_privacy_requests', { p_tenant_id: tenantId, p_due_within: dueWithin, p_today: null })
}

/** Writes a request down. */
export function saveRequest(tenantId: string, id: string, request: object): Promise<PrivacyRequest> {
  return rpc('save_privacy_request', { p_tenant_id: tenantId, p_id: id, p_request: request as never })
}

/** Ends a request with what was answered. */
export function answerRequest(
  tenantId: string,
  { id, state, answer }: { id: string; state: 'done' | 'refused'; answer: string },
): Promise<unknown> {
  return rpc('answer_privacy_request', {
    p_tenant_id: tenantId,
    p_id: id,
    p_state: state,
    p_answer: answer,
  })
}

/** Says of which patient a request is. */
export function linkRequest(tenantId: string, id: string, patientId: string): Promise<unknown> {
  return rpc('link_privacy_request', { p_tenant_id: tenantId, p_id: id, p_patient_id: patientId })
}

/** The public page for requests; null while it was never opened. */
export function getPrivacyPage(tenantId: string): Promise<PrivacyPage | null> {
  return unwrap(
    rest.from('privacy_settings').select('is_page_open, intro').eq('tenant_id', tenantId).maybeSingle(),
  )
}

/** Opens or closes the public page, and sets what it says first. */
export function savePrivacyPage(tenantId: string, { is_page_open, intro }: PrivacyPage): Promise<unknown> {
  return rpc('save_privacy_page', { p_tenant_id: tenantId, p_is_open: is_page_open, p_intro: intro })
}

/** The log of incidents, the latest first. */
export function listIncidents(tenantId: string): Promise<Incident[]> {
  return unwrap(
    rest
      .from('privacy_incidents')
      .select('*')
      .eq('tenant_id', tenantId)
      .order('known_on', { ascending: false })
      .order('id')
      .limit(200),
  )
}

/** Writes an incident down, or changes the version that was read. */
export function saveIncident(
  tenantId: string,
  { id, version, incident }: { id: string; version: number | null; incident: object },
): Promise<Incident> {
  return rpc('save_privacy_incident', {
    p_tenant_id: tenantId,
    p_id: id,
    p_incident: incident as never,
    p_version: version,
  })
}

/** The register of processing. */
export function listProcessing(tenantId: string): Promise<ProcessingRecord[]> {
  return rpc('list_processing_records', { p_tenant_id: tenantId })
}

/** Writes a line of the register. */
export function saveProcessing(tenantId: string, id: string, record: object): Promise<unknown> {
  return rpc('save_processing_record', { p_tenant_id: tenantId, p_id: id, p_record: record as never })
}

/** How long what may be removed is kept, and what would go tonight. */
export function listRetention(tenantId: string): Promise<RetentionPolicy[]> {
  return rpc('list_retention', { p_tenant_id: tenantId })
}

/** Says how long something is kept, and whether it is removed then. */
export function saveRetention(
  tenantId: string,
  { target, days, is_on }: Pick<RetentionPolicy, 'target' | 'days' | 'is_on'>,
): Promise<unknown> {
  return rpc('save_retention_policy', {
    p_tenant_id: tenantId,
    p_target: target,
    p_days: days,
    p_is_on: is_on,
  })
}

/** A page of the register of consents, before the row `before`. */
export function listConsents(
  tenantId: string,
  { state, before, limit }: { state: string | null; before: string | null; limit: number },
): Promise<ConsentRow[]> {
  return rpc('list_consent_register', {
    p_tenant_id: tenantId,
    p_purpose: null,
    p_state: state,
    p_limit: limit,
    p_before: before,
  })
}
