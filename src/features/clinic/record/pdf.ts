import { download } from '@/lib/download'
import { formatCpfCnpj } from '@/lib/cpf-cnpj'
import { formatTimestamp } from '@/lib/format'
import { printedBlocks, textOf } from './document'
import { fullDay } from './rules'
import type { RecordCopy, RecordEntry } from './types'

interface PdfOptions {
  t(key: string, values?: Record<string, unknown>): string
  locale: string
  timeZone: string | undefined
}

/** Page, in millimetres. */
const MARGIN = 18
const WIDTH = 210 - 2 * MARGIN
const BOTTOM = 297 - 20

/** What the fonts that every reader of PDFs has can draw: Latin letters. */
export function drawable(text: string): string {
  return text.replace(/[^\t\n\x20-\x7e\xa0-\xff–—‘’“”•…€]/gu, '?')
}

/** The copy of the record that the patient takes along, saved as a file. */
export async function recordPdf(record: RecordCopy, options: PdfOptions): Promise<void> {
  const blob = await drawRecord(record, options)
  const name = textOf({ type: 'text', text: record.patient.name }).replace(/[\\/:*?"<>|]/g, ' ')
  download(`${options.t('record.pdf.file', { name })}.pdf`, blob)
}

/** The copy as a PDF. */
export async function drawRecord(record: RecordCopy, { t, locale, timeZone }: PdfOptions): Promise<Blob> {
  const [{ jsPDF }, { autoTable }] = await Promise.all([import('jspdf'), import('jspdf-autotable')])
  const reader = { locale, timeZone }
  const moment = (value: string) => formatTimestamp(value, reader)
  const pdf = new jsPDF({ unit: 'mm', format: 'a4' })
  let y = MARGIN

  /** Lines of one kind, over as many pages as they need. */
  function write(
    text: string,
    { size = 10, bold = false, grey = false, indent = 0, after = 2, marker = '' } = {},
  ) {
    pdf.setFontSize(size)
    pdf.setFont('helvetica', bold ? 'bold' : 'normal')
    pdf.setTextColor(grey ? 90 : 20)
    const left = MARGIN + indent * 6
    const lines = pdf.splitTextToSize(drawable(text), WIDTH - indent * 6) as string[]
    const height = size * 0.45
    lines.forEach((line, index) => {
      if (y + height > BOTTOM) {
        pdf.addPage()
        y = MARGIN
      }
      if (marker && index === 0) pdf.text(drawable(marker), left - 4.5, y + height)
      pdf.text(line, left, y + height)
      y += height + 0.8
    })
    y += after
  }

  write(record.clinic, { size: 11, grey: true })
  write(t('record.pdf.title'), { size: 16, bold: true, after: 3 })
  autoTable(pdf, {
    startY: y,
    margin: { left: MARGIN, right: MARGIN },
    theme: 'grid',
    styles: { fontSize: 9, textColor: 20 },
    columnStyles: { 0: { cellWidth: 45, fontStyle: 'bold' } },
    body: [
      [t('record.pdf.patient'), record.patient.name],
      ...(record.patient.full_name !== record.patient.name
        ? [[t('record.pdf.fullName'), record.patient.full_name]]
        : []),
      ...(record.patient.birth_date
        ? [[t('record.pdf.birthDate'), fullDay(record.patient.birth_date, reader)]]
        : []),
      ...(record.patient.cpf ? [['CPF', formatCpfCnpj(record.patient.cpf)]] : []),
      [
        t('record.pdf.team'),
        record.team.map(({ name, council }) => [name, council].filter(Boolean).join(', ')).join('\n'),
      ],
      [t('record.pdf.copied'), `${moment(record.copied_at)} · ${record.copied_by}`],
    ].map((row) => row.map((cell) => drawable(cell ?? ''))),
  })
  y = (pdf as unknown as { lastAutoTable: { finalY: number } }).lastAutoTable.finalY + 8

  const signature = (name: string | null, council: string | null) =>
    [name, council].filter(Boolean).join(', ')
  function entry(each: RecordEntry, indent: number) {
    const heading = [fullDay(each.occurred_on, reader), t(`record.kinds.${each.kind}`), each.title]
    if (y > BOTTOM - 25) {
      pdf.addPage()
      y = MARGIN
    }
    write(heading.filter(Boolean).join(' · '), { size: 11, bold: true, indent })
    for (const block of printedBlocks(each.content)) {
      if (block.kind === 'rule') y += 2
      else
        write(block.text, {
          bold: block.kind === 'heading',
          grey: block.kind === 'quote',
          indent: indent + block.indent,
          marker: block.marker,
          after: 1,
        })
    }
    const lines = [
      t('record.signedBy', {
        who: signature(each.signer_name, each.signer_council),
        when: moment(each.signed_at ?? each.created_at),
      }),
      each.countersigned_at
        ? t('record.countersignedBy', {
            who: signature(each.countersigned_name, each.countersigned_council),
            when: moment(each.countersigned_at),
          })
        : each.countersigner_id
          ? t('record.waitsFor', { who: each.countersigner_name ?? '' })
          : '',
    ]
    write(lines.filter(Boolean).join(' · '), { size: 8, grey: true, indent, after: 4 })
    for (const addendum of each.addenda ?? []) entry(addendum, indent + 1)
  }
  if (record.entries.length === 0) write(t('record.pdf.empty'))
  for (const each of record.entries) entry(each, 0)

  y += 3
  write(t('record.pdf.privateTitle'), { size: 10, bold: true, after: 1 })
  write(t('record.pdf.privateText'), { size: 9, after: 4 })
  if (record.drafts > 0) write(t('record.pdf.drafts', { n: record.drafts }), { size: 9 })
  write(t('record.pdf.signature'), { size: 8, grey: true, after: 1 })
  if (record.summary.kept_until)
    write(
      t('record.kept', {
        until: fullDay(record.summary.kept_until, reader),
        years: record.summary.keep_years,
      }),
      { size: 8, grey: true, after: 1 },
    )
  write(`SHA-256: ${record.hash}`, { size: 7, grey: true })

  const pages = pdf.getNumberOfPages()
  for (let page = 1; page <= pages; page++) {
    pdf.setPage(page)
    pdf.setFontSize(8)
    pdf.setTextColor(110)
    pdf.text(`${page}/${pages}`, 210 - MARGIN, 297 - 10, { align: 'right' })
    pdf.text(drawable(`${t('record.pdf.title')} · ${record.patient.name}`), MARGIN, 297 - 10)
  }
  return pdf.output('blob')
}
