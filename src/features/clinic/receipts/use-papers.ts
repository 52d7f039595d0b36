import { loadPapersPdf, useDocumentPdf, type DocumentPaper } from '@/features/clinic/documents'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { formatTimestamp } from '@/lib/format'
import { download } from '@/lib/download'
import { getPayerYear, issueReceipts, issueReimbursementNote, sendPdf } from './api'
import type { PayerYear, Receipt } from './types'

/** PDFs of receipts, years and kits, made in this browser from what the database keeps. */
export function usePapers() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const documents = useDocumentPdf()

  function wordsOf(receipt: Receipt, number: string) {
    const at = formatTimestamp(receipt.issued_at, { locale: 'pt-BR', timeZone: receipt.time_zone })
    return {
      number: t('receipts.pdf.number', { number }),
      signed: t('receipts.pdf.signed', { at, name: receipt.issued_by_name ?? '' }),
      cid: null,
      cancelled: receipt.cancelled_at && t('receipts.pdf.cancelled'),
      page: (page: number, pages: number) => t('receipts.pdf.page', { page, pages }),
    }
  }

  /** One file of receipts, and the declaration of attendance when it goes with them. */
  async function receiptsPdf(receipts: readonly Receipt[], note?: DocumentPaper): Promise<Blob> {
    const [{ papersPdf }, { receiptNumber, receiptPaper }] = await Promise.all([
      loadPapersPdf(),
      import('./papers'),
    ])
    return papersPdf([
      ...receipts.map((receipt) => ({
        paper: receiptPaper(receipt),
        words: wordsOf(receipt, receiptNumber(receipt)),
      })),
      ...(note ? [{ paper: note, words: documents.wordsOf(note) }] : []),
    ]).output('blob')
  }

  function nameOf(receipts: readonly Receipt[]): string {
    const [first] = receipts
    return first ? `Recibo ${first.number}-${first.year}.pdf` : 'Recibo.pdf'
  }

  /** Issues what is missing of a payment's receipts and saves them: one click. */
  async function saveReceipts(paymentId: string): Promise<Receipt[]> {
    const receipts = await issueReceipts(tenantId, paymentId)
    download(nameOf(receipts), await receiptsPdf(receipts))
    return receipts
  }

  /** Saves a receipt as it is, also one that was cancelled: it says so. */
  async function saveReceipt(receipt: Receipt): Promise<void> {
    download(nameOf([receipt]), await receiptsPdf([receipt]))
  }

  /** Sends the receipts of a payment into a conversation. */
  async function sendReceipts(paymentId: string, threadKey: string, id: string): Promise<void> {
    const receipts = await issueReceipts(tenantId, paymentId)
    const file = await receiptsPdf(receipts)
    await sendPdf(tenantId, threadKey, id, { file, name: nameOf(receipts), body: t('receipts.send.body') })
  }

  /** Receipts of one patient with the declaration of attendance, for the insurer. */
  async function saveKit(receipts: readonly Receipt[], cid: string, id: string): Promise<void> {
    const ids = receipts.map((receipt) => receipt.id)
    const note = await issueReimbursementNote(tenantId, id, ids, cid)
    const file = await receiptsPdf(receipts, note)
    download(`Reembolso ${nameOf(receipts)}`, file)
  }

  /** The statement of a year. */
  async function saveYear(payerId: string, year: number): Promise<PayerYear> {
    const found = await getPayerYear(tenantId, payerId, year)
    if (found.payments.length === 0) return found
    const [{ documentPdf }, { yearPaper }] = await Promise.all([loadPapersPdf(), import('./papers')])
    const at = formatTimestamp(new Date().toISOString(), { locale: 'pt-BR', timeZone: 'America/Sao_Paulo' })
    const pdf = documentPdf(yearPaper(found), {
      number: t('receipts.pdf.year', { year }),
      signed: t('receipts.pdf.made', { at }),
      cid: null,
      cancelled: null,
      page: (page, pages) => t('receipts.pdf.page', { page, pages }),
    })
    download(`Pagamentos ${year} ${found.payer.name}.pdf`, pdf.output('blob'))
    return found
  }

  return { saveReceipts, saveReceipt, sendReceipts, saveKit, saveYear }
}
