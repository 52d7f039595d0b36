import { loadFiles } from '@/features/messaging/inbox'
import { invoke, rest, rpc, unwrap } from '@/lib/rpc'
import type { DocumentPaper } from '@/features/clinic/documents'
import type {
  FiscalSettings,
  Invoice,
  Occupation,
  Payment,
  PayerYear,
  Receipt,
  ReceitaSaude,
  ReceivesAs,
} from './types'

/** Payments with their papers, the newest first. */
export function listPayments(
  tenantId: string,
  where: { from?: string; to?: string; payer_id?: string; payment_id?: string },
  after: Payment | null,
  limit: number,
): Promise<Payment[]> {
  return rpc('list_received_payments', {
    p_tenant_id: tenantId,
    p_where: { ...where },
    p_after: after && { paid_on: after.paid_on, number: after.number },
    p_limit: limit,
  })
}

/** The receipts of a payment that hold; where there is none yet it is issued. */
export function issueReceipts(tenantId: string, paymentId: string): Promise<Receipt[]> {
  return rpc('issue_receipts', { p_tenant_id: tenantId, p_payment_id: paymentId })
}

/** All receipts of a payment, cancelled ones too. */
export function listReceipts(tenantId: string, paymentId: string): Promise<Receipt[]> {
  return rpc('list_receipts', { p_tenant_id: tenantId, p_payment_id: paymentId })
}

export function cancelReceipt(tenantId: string, id: string, reason: string): Promise<Receipt> {
  return rpc('cancel_receipt', { p_tenant_id: tenantId, p_id: id, p_reason: reason })
}

/** What somebody paid in a year. */
export function getPayerYear(tenantId: string, payerId: string, year: number): Promise<PayerYear> {
  return rpc('get_payer_year', { p_tenant_id: tenantId, p_payer_id: payerId, p_year: year })
}

/** The declaration of attendance for the sessions that receipts of one patient paid. */
export function issueReimbursementNote(
  tenantId: string,
  id: string,
  receiptIds: string[],
  cid: string,
): Promise<DocumentPaper> {
  return rpc('issue_reimbursement_note', {
    p_tenant_id: tenantId,
    p_id: id,
    p_receipt_ids: receiptIds,
    p_cid: cid.trim() || null,
  })
}

export function issueInvoices(tenantId: string, paymentId: string): Promise<Invoice[]> {
  return rpc('issue_service_invoices', { p_tenant_id: tenantId, p_payment_id: paymentId })
}

export function retryInvoice(tenantId: string, id: string): Promise<Invoice> {
  return rpc('retry_service_invoice', { p_tenant_id: tenantId, p_id: id })
}

export function cancelInvoice(tenantId: string, id: string, reason: string): Promise<Invoice> {
  return rpc('cancel_service_invoice', { p_tenant_id: tenantId, p_id: id, p_reason: reason })
}

export function getFiscalSettings(tenantId: string): Promise<FiscalSettings> {
  return rpc('get_fiscal_settings', { p_tenant_id: tenantId })
}

export function saveFiscalSettings(
  tenantId: string,
  settings: Record<string, string | number | boolean | null>,
): Promise<FiscalSettings> {
  return rpc('save_fiscal_settings', { p_tenant_id: tenantId, p_settings: settings })
}

export function saveTherapistFiscal(
  tenantId: string,
  userId: string,
  fiscal: {
    receives_as: ReceivesAs
    legal_name: string
    document: string
    address: string
    city: string
    occupation: string
  },
): Promise<FiscalSettings> {
  return rpc('save_therapist_fiscal', { p_tenant_id: tenantId, p_user_id: userId, p_fiscal: { ...fiscal } })
}

/** Occupations of Receita Saúde: facts of the product. */
export function listOccupations(): Promise<Occupation[]> {
  return unwrap(rest.from('health_occupations').select('code, name, councils').order('position'))
}

export function listReceitaSaude(
  tenantId: string,
  therapistId: string,
  from: string,
  to: string,
): Promise<ReceitaSaude> {
  return rpc('list_receita_saude', {
    p_tenant_id: tenantId,
    p_therapist_id: therapistId,
    p_from: from,
    p_to: to,
  })
}

/** Files of at most a thousand lines, and marks what is in them; the same id again is the same export. */
export function exportReceitaSaude(
  tenantId: string,
  asked: { id: string; therapistId: string; from: string; to: string; again: boolean; completeOnly: boolean },
): Promise<{ lines: number; files: string[] }> {
  return rpc('export_receita_saude', {
    p_tenant_id: tenantId,
    p_id: asked.id,
    p_therapist_id: asked.therapistId,
    p_from: asked.from,
    p_to: asked.to,
    p_again: asked.again,
    p_complete_only: asked.completeOnly,
  })
}

/** Sends a PDF into a conversation; repeated with the same id it leaves once. */
export async function sendPdf(
  tenantId: string,
  threadKey: string,
  id: string,
  { file, name, body }: { file: Blob; name: string; body: string },
): Promise<void> {
  const { put } = await loadFiles()
  const mimeType = 'application/pdf'
  const begun: { bucket: string; path: string; is_stored: boolean } = await rpc('begin_media_upload', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_upload_id: id,
    p_kind: 'document',
    p_mime_type: mimeType,
    p_bytes: file.size,
    p_file_name: name,
  })
  if (!begun.is_stored) {
    await put({
      bucket: begun.bucket,
      path: begun.path,
      file,
      mimeType,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  }
  await invoke('send-whatsapp-message', {
    tenant_id: tenantId,
    thread_key: threadKey,
    client_id: id,
    body,
    content: { upload_id: id },
  })
}
