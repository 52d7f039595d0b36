import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import type { Definition } from './form-types'
import type {
  ConsentRow,
  FieldRow,
  FormRow,
  Intake,
  InviteFilter,
  InviteRow,
  NewInvite,
  ReviewedPatient,
  TextRow,
  Unit,
} from './types'

/** Links and what became of them, the latest first. */
export function listInvites(
  tenantId: string,
  { state = null, patientId = null, threadKey = null }: InviteFilter,
  before: string | null = null,
  limit = 50,
): Promise<InviteRow[]> {
  return rpc('list_intake_invites', {
    p_tenant_id: tenantId,
    p_state: state,
    p_patient_id: patientId,
    p_thread_key: threadKey,
    p_before: before,
    p_limit: limit,
  })
}

/** A link to a form, for a patient or the person of a conversation. */
export function createInvite(
  tenantId: string,
  {
    patientId,
    threadKey,
    formId,
  }: { patientId: string | null; threadKey: string | null; formId: string | null },
): Promise<NewInvite> {
  return rpc('create_intake_invite', {
    p_tenant_id: tenantId,
    p_form_id: formId,
    p_patient_id: patientId,
    p_thread_key: threadKey,
  })
}

/** Another link in the place of one that was lost or is over. */
export function renewInvite(tenantId: string, id: string): Promise<NewInvite> {
  return rpc('renew_intake_invite', { p_tenant_id: tenantId, p_id: id })
}

export function cancelInvite(tenantId: string, id: string): Promise<void> {
  return rpc('cancel_intake_invite', { p_tenant_id: tenantId, p_id: id })
}

/** What came back by a link. */
export function getIntake(tenantId: string, id: string): Promise<Intake> {
  return rpc('get_intake', { p_tenant_id: tenantId, p_id: id })
}

/** The patient whom somebody chooses for answers of a conversation. */
export function getReviewedPatient(tenantId: string, id: string): Promise<ReviewedPatient> {
  return rpc('get_patient', { p_tenant_id: tenantId, p_id: id })
}

/** Ends a review: what is taken becomes the patient's. Without a version the patient is new. */
export function mergeIntake(
  tenantId: string,
  id: string,
  { patientId, version, take }: { patientId: string; version: number | null; take: Unit[] },
): Promise<{ id: string; patient_id: string }> {
  return rpc('merge_intake', {
    p_tenant_id: tenantId,
    p_id: id,
    p_patient_id: patientId,
    p_version: version,
    p_take: take,
  })
}

export function listForms(tenantId: string): Promise<FormRow[]> {
  return rpc('list_intake_forms', { p_tenant_id: tenantId })
}

/** Another version of a form, or a new one. */
export function saveForm(
  tenantId: string,
  form: { id: string; version: number | null; name: string; definition: Definition; isDefault: boolean },
): Promise<FormRow> {
  return rpc('save_intake_form', {
    p_tenant_id: tenantId,
    p_id: form.id,
    p_version: form.version,
    p_name: form.name,
    p_definition: form.definition as never,
    p_is_default: form.isDefault,
  })
}

export function archiveForm(tenantId: string, id: string): Promise<void> {
  return rpc('archive_intake_form', { p_tenant_id: tenantId, p_id: id })
}

export function listTexts(tenantId: string): Promise<TextRow[]> {
  return rpc('list_intake_texts', { p_tenant_id: tenantId })
}

/** Another version of a text. */
export function saveText(
  tenantId: string,
  text: Pick<TextRow, 'purpose' | 'version' | 'title' | 'body' | 'is_used'>,
): Promise<TextRow> {
  return rpc('save_intake_text', {
    p_tenant_id: tenantId,
    p_purpose: text.purpose,
    p_version: text.version,
    p_title: text.title,
    p_body: text.body,
    p_is_used: text.is_used,
  })
}

/** What of a patient an answer can become: facts of the product. */
export function listFields(): Promise<FieldRow[]> {
  return unwrap(rest.from('intake_fields').select('key,unit,kinds,allowed,position').order('position'))
}

export function listConsents(tenantId: string, patientId: string): Promise<ConsentRow[]> {
  return rpc('list_consents', { p_tenant_id: tenantId, p_patient_id: patientId })
}

/** Somebody takes back what they agreed to. */
export function revokeConsent(tenantId: string, id: string): Promise<void> {
  return rpc('revoke_consent', { p_tenant_id: tenantId, p_id: id })
}

/** Sends a text into a conversation; repeated with the same client id it leaves once. */
export function sendText(
  tenantId: string,
  threadKey: string,
  clientId: string,
  body: string,
): Promise<unknown> {
  return invoke('send-whatsapp-message', {
    tenant_id: tenantId,
    thread_key: threadKey,
    client_id: clientId,
    body,
  })
}

/** Where a patient is written to: their latest conversation, or their first number. */
export async function wayToPatient(
  tenantId: string,
  id: string,
): Promise<{ threadKey: string | null; phone: string | null }> {
  const found = await rpc<
    'get_patient',
    { conversations: { thread_key: string }[]; phones: { phone: string; is_primary: boolean }[] }
  >('get_patient', { p_tenant_id: tenantId, p_id: id })
  const phone = found.phones.find(({ is_primary }) => is_primary) ?? found.phones[0]
  return { threadKey: found.conversations[0]?.thread_key ?? null, phone: phone?.phone ?? null }
}

/** Patients whose name, phone, e-mail or CPF begins so. */
export function findPatients(
  tenantId: string,
  search: string,
): Promise<{ id: string; name: string; birth_date: string | null }[]> {
  return rpc('list_patients', { p_tenant_id: tenantId, p_search: search, p_limit: 8 })
}
