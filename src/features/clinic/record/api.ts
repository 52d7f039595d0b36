import { rpc } from '@/lib/rpc'
import type {
  CareMember,
  DocNode,
  Draft,
  PendingEntry,
  PrivateNote,
  RecordCopy,
  RecordEntry,
  RecordFilters,
  RecordPage,
  RecordRead,
  RecordSettings,
  RecordSummary,
  RecordTemplate,
  RecordVersion,
  RecordVersionPair,
  TemplateKind,
} from './types'

/** What everybody may know of a record, and what the person may do. */
export function getRecordSummary(tenantId: string, patientId: string): Promise<RecordSummary> {
  return rpc('get_record_summary', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** A page of the record, latest day first. Each call is noted as a reading. */
export function listRecordEntries(
  tenantId: string,
  patientId: string,
  filters: Partial<RecordFilters>,
  beforeId: string | null,
  limit = 20,
): Promise<RecordPage> {
  const where = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
  return rpc('list_record_entries', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_where: where,
    p_before_id: beforeId,
    p_limit: limit,
  })
}

/** One entry as it stands, noted as read. */
export function getRecordEntry(tenantId: string, id: string): Promise<RecordEntry> {
  return rpc('get_record_entry', { p_tenant_id: tenantId, p_id: id })
}

/** Saves what the author writes; `keepsVersion` when the editor is left. */
export function saveRecordEntry(
  tenantId: string,
  patientId: string,
  id: string,
  version: number | null,
  draft: Draft,
  keepsVersion: boolean,
): Promise<RecordEntry> {
  return rpc('save_record_entry', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_id: id,
    p_version: version,
    p_entry: draft as never,
    p_keeps_version: keepsVersion,
  })
}

export function discardRecordEntry(tenantId: string, id: string): Promise<void> {
  return rpc('discard_record_entry', { p_tenant_id: tenantId, p_id: id })
}

/** Signs what was read, and locks it. */
export function signRecordEntry(tenantId: string, id: string, version: number): Promise<RecordEntry> {
  return rpc('sign_record_entry', { p_tenant_id: tenantId, p_id: id, p_version: version })
}

/** Signs what a trainee signed. */
export function countersignRecordEntry(tenantId: string, id: string): Promise<RecordEntry> {
  return rpc('countersign_record_entry', { p_tenant_id: tenantId, p_id: id })
}

export function listRecordEntryVersions(tenantId: string, id: string): Promise<RecordVersion[]> {
  return rpc('list_record_entry_versions', { p_tenant_id: tenantId, p_id: id })
}

/** A version and the one before it, noted as read. */
export function getRecordEntryVersion(
  tenantId: string,
  id: string,
  version: number,
): Promise<RecordVersionPair> {
  return rpc('get_record_entry_version', { p_tenant_id: tenantId, p_id: id, p_version: version })
}

/** The person's own private folder about a patient. */
export function listPrivateNotes(tenantId: string, patientId: string): Promise<PrivateNote[]> {
  return rpc('list_private_notes', { p_tenant_id: tenantId, p_patient_id: patientId })
}

export function savePrivateNote(
  tenantId: string,
  patientId: string,
  id: string,
  version: number | null,
  draft: Draft,
): Promise<PrivateNote> {
  const { title, occurred_on, content } = draft
  return rpc('save_private_note', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_id: id,
    p_version: version,
    p_note: { title, occurred_on, content } as never,
  })
}

/** Opens the record in an emergency; until when, or null for somebody who reads it anyway. */
export function openRecordBreakGlass(
  tenantId: string,
  patientId: string,
  reason: string,
): Promise<string | null> {
  return rpc('open_record_break_glass', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_reason: reason,
  })
}

export function listRecordReads(tenantId: string, patientId: string): Promise<RecordRead[]> {
  return rpc('list_record_reads', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_before: null,
    p_limit: 100,
  })
}

/** What the patient may have of the record; noted as a copy. */
export function exportPatientRecord(tenantId: string, patientId: string): Promise<RecordCopy> {
  return rpc('export_patient_record', { p_tenant_id: tenantId, p_patient_id: patientId })
}

export function listCareTeam(tenantId: string, patientId: string): Promise<CareMember[]> {
  return rpc('list_care_team', { p_tenant_id: tenantId, p_patient_id: patientId })
}

export function addCareTeam(tenantId: string, patientId: string, userId: string): Promise<void> {
  return rpc('add_care_team', { p_tenant_id: tenantId, p_patient_id: patientId, p_user_id: userId })
}

export function endCareTeam(tenantId: string, patientId: string, userId: string): Promise<void> {
  return rpc('end_care_team', { p_tenant_id: tenantId, p_patient_id: patientId, p_user_id: userId })
}

export function listRecordTemplates(tenantId: string, archived: boolean): Promise<RecordTemplate[]> {
  return rpc('list_record_templates', { p_tenant_id: tenantId, p_archived: archived })
}

export function saveRecordTemplate(
  tenantId: string,
  id: string,
  version: number | null,
  template: { name: string; kind: TemplateKind; content: DocNode },
): Promise<RecordTemplate> {
  return rpc('save_record_template', {
    p_tenant_id: tenantId,
    p_id: id,
    p_version: version,
    p_name: template.name,
    p_kind: template.kind,
    p_content: template.content as never,
  })
}

export function archiveRecordTemplate(tenantId: string, id: string, archived: boolean): Promise<void> {
  return rpc('archive_record_template', { p_tenant_id: tenantId, p_id: id, p_archived: archived })
}

export function getRecordSettings(tenantId: string): Promise<RecordSettings> {
  return rpc('get_record_settings', { p_tenant_id: tenantId })
}

export function saveRecordSettings(tenantId: string, settings: RecordSettings): Promise<RecordSettings> {
  return rpc('save_record_settings', {
    p_tenant_id: tenantId,
    p_keep_years: settings.keep_years,
    p_break_glass_minutes: settings.break_glass_minutes,
    p_break_glass_roles: settings.break_glass_roles,
  })
}

export function listPendingEntries(tenantId: string): Promise<PendingEntry[]> {
  return rpc('list_pending_entries', { p_tenant_id: tenantId })
}
