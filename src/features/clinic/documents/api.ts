import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import type {
  DocumentDraft,
  DocumentKind,
  DocumentTemplate,
  DocumentValues,
  Letterhead,
  PatientDocument,
  PatientDocuments,
  PatientFile,
  PatientFiles,
} from './types'

export function listFiles(tenantId: string, patientId: string): Promise<PatientFiles> {
  return rpc('list_patient_files', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** A file that is about to be put. */
export interface FileUpload {
  uploadId: string
  mimeType: string
  bytes: number
  name: string
}

/** Announces a file of a patient; the same upload id again is the same upload. */
export function beginUpload(
  tenantId: string,
  patientId: string,
  { uploadId, mimeType, bytes, name }: FileUpload,
): Promise<{ bucket: string; path: string; is_stored: boolean }> {
  return rpc('begin_patient_upload', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_upload_id: uploadId,
    p_mime_type: mimeType === 'application/octet-stream' ? '' : mimeType,
    p_bytes: bytes,
    p_file_name: name,
  })
}

/** Announces a copy of a message's file among those of a patient. */
export function beginCopy(
  tenantId: string,
  patientId: string,
  uploadId: string,
  messageId: string,
): Promise<{ is_stored: boolean }> {
  return rpc('begin_patient_copy', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_upload_id: uploadId,
    p_message_id: messageId,
  })
}

/** Whose conversation it is. */
export function listThreadPatients(
  tenantId: string,
  threadKey: string,
): Promise<{ id: string; name: string; archived_at: string | null }[]> {
  return rpc('list_conversation_patients', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** Lets the server look at a file that was put or is to be copied, and store it. */
export function acceptUpload(tenantId: string, uploadId: string): Promise<{ upload_id: string }> {
  return invoke('accept-media-upload', { tenant_id: tenantId, upload_id: uploadId })
}

/** Gives up an upload that nobody keeps. */
export function cancelUpload(tenantId: string, uploadId: string): Promise<void> {
  return rpc('cancel_media_upload', { p_tenant_id: tenantId, p_upload_id: uploadId })
}

/** Keeps a file that the server has looked at. */
export function addFile(
  tenantId: string,
  id: string,
  patientId: string,
  isClinical: boolean,
): Promise<PatientFile> {
  return rpc('add_patient_file', {
    p_tenant_id: tenantId,
    p_id: id,
    p_patient_id: patientId,
    p_name: null,
    p_is_clinical: isClinical,
  })
}

/** What is to become of a file; what is absent stays. */
export interface FileChange {
  name?: string
  isClinical?: boolean
  archived?: boolean
}

export function changeFile(
  tenantId: string,
  id: string,
  { name, isClinical, archived }: FileChange,
): Promise<PatientFile> {
  return rpc('change_patient_file', {
    p_tenant_id: tenantId,
    p_id: id,
    p_name: name ?? null,
    p_is_clinical: isClinical ?? null,
    p_archived: archived ?? null,
  })
}

export function listDocuments(tenantId: string, patientId: string): Promise<PatientDocuments> {
  return rpc('list_patient_documents', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** What the variables of templates become for this patient and whoever asks. */
export function getValues(tenantId: string, patientId: string): Promise<DocumentValues> {
  return rpc('get_document_values', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Numbers a document and keeps its words; the same id again is the same document. */
export function issueDocument(
  tenantId: string,
  patientId: string,
  draft: DocumentDraft,
): Promise<PatientDocument> {
  return rpc('issue_patient_document', {
    p_tenant_id: tenantId,
    p_id: draft.id,
    p_patient_id: patientId,
    p_template_id: draft.templateId,
    p_title: draft.title,
    p_body: draft.body,
    p_purpose: draft.purpose,
    p_addressee: draft.addressee,
    p_cid: draft.cid,
    p_cid_consented: draft.cidConsented,
  })
}

/** Keeps an upload as the PDF of a document. */
export function attachFile(tenantId: string, id: string, fileId: string): Promise<PatientDocument> {
  return rpc('attach_document_file', { p_tenant_id: tenantId, p_id: id, p_file_id: fileId })
}

export function cancelDocument(tenantId: string, id: string, reason: string): Promise<PatientDocument> {
  return rpc('cancel_patient_document', { p_tenant_id: tenantId, p_id: id, p_reason: reason })
}

/** Kinds of document, in the order in which they are offered. */
export function listKinds(): Promise<DocumentKind[]> {
  return unwrap(rest.from('document_kinds').select('*').order('position'))
}

/** The templates of the clinic, archived ones too. */
export function listTemplates(tenantId: string): Promise<DocumentTemplate[]> {
  return rpc('list_document_templates', { p_tenant_id: tenantId })
}

/** Creates or changes a template; one of the product's gets the clinic's words. */
export function saveTemplate(
  tenantId: string,
  template: Pick<DocumentTemplate, 'id' | 'version' | 'kind' | 'title' | 'body'>,
  archived: boolean,
): Promise<{ id: string; version: number }> {
  return rpc('save_document_template', {
    p_tenant_id: tenantId,
    p_id: template.id,
    p_version: template.version,
    p_kind: template.kind,
    p_title: template.title,
    p_body: template.body,
    p_archived: archived,
  })
}

/** Gives a template of the product its first words back. */
export function resetTemplate(tenantId: string, id: string): Promise<void> {
  return rpc('reset_document_template', { p_tenant_id: tenantId, p_id: id })
}

/** What stands on the clinic's documents; null before somebody said it. */
export async function getLetterhead(tenantId: string): Promise<Letterhead | null> {
  const rows = await unwrap<Letterhead[]>(
    rest.from('document_letterheads').select('city, lines').eq('tenant_id', tenantId),
  )
  return rows[0] ?? null
}

export function saveLetterhead(tenantId: string, { city, lines }: Letterhead): Promise<void> {
  return rpc('save_document_letterhead', { p_tenant_id: tenantId, p_city: city, p_lines: lines })
}
