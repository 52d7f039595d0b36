import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { formatTimestamp } from '@/lib/format'
import { attachFile } from './api'
import { putPatientFile } from './put-file'
import { documentNumber } from './rules'
import type { PatientDocument } from './types'

/** The PDF of a document, made from its words in this browser. */
export function useDocumentPdf() {
  const { t } = useI18n()
  const tenantId = requireTenantId()

  async function make(document: PatientDocument): Promise<Blob> {
    const { documentPdf } = await import('./document-pdf')
    return documentPdf(document, wordsOf(document)).output('blob')
  }

  /** What stands at the foot of a document. */
  function wordsOf(document: PatientDocument) {
    const at = formatTimestamp(document.issued_at, { locale: 'pt-BR', timeZone: document.time_zone })
    return {
      number: t('documents.pdf.number', { number: documentNumber(document) }),
      signed: t('documents.pdf.signed', { at, name: document.author_name }),
      cid: document.cid && t('documents.pdf.cid', { cid: document.cid }),
      cancelled: document.cancelled_at && t('documents.pdf.cancelled'),
      page: (page: number, pages: number) => t('documents.pdf.page', { page, pages }),
    }
  }

  /** Keeps the PDF of a document that has none yet. */
  async function keep(document: PatientDocument, pdf: Blob): Promise<PatientDocument> {
    const id = crypto.randomUUID()
    const course = { signal: new AbortController().signal, onProgress: () => undefined }
    await putPatientFile(tenantId, document.patient_id, { id, file: pdf, name: 'documento.pdf' }, course)
    return attachFile(tenantId, document.id, id)
  }

  return { make, keep, wordsOf }
}
