import { jsPDF } from 'jspdf'

/** A statement as a PDF prints it, all of it in words. */
export interface PrintedPayout {
  clinic: string
  title: string
  /** "Fechado por Ana Admin · Emitido em …" */
  notes: string[]
  head: [string, string, string, string, string]
  rows: [string, string, string, string, string][]
  total: [string, string]
  page(page: number, pages: number): string
}

const WIDTH = 210
const SIDE = 18
const BOTTOM = 275
/** Where the columns begin; the last three are written to their right edge. */
const LEFT = [SIDE, SIDE + 46]
const RIGHT = [SIDE + 126, SIDE + 148, WIDTH - SIDE]

/** What the font cannot write is left out, and thin spaces become plain ones. */
const plain = (text: string) => text.normalize('NFC').replace(/[\u00a0\u2007\u202f]/g, ' ')

/** A month of a therapist on paper: what was paid, the part of it, the total. */
export function payoutPdf(payout: PrintedPayout): jsPDF {
  const pdf = new jsPDF({ unit: 'mm', format: 'a4' })
  pdf.setProperties({ title: plain(payout.title), creator: 'Zelo' })
  let y = 20
  const text = (value: string, x: number, isRight = false) =>
    pdf.text(plain(value), x, y, isRight ? { align: 'right' } : {})
  const fitted = (value: string, width: number) =>
    (pdf.splitTextToSize(plain(value), width) as string[])[0] ?? ''

  function row(cells: readonly string[], isBold = false): void {
    if (y > BOTTOM) {
      pdf.addPage()
      y = 20
    }
    pdf.setFont('helvetica', isBold ? 'bold' : 'normal').setFontSize(9)
    text(fitted(cells[0] ?? '', 44), LEFT[0]!)
    text(fitted(cells[1] ?? '', 56), LEFT[1]!)
    for (const [index, x] of RIGHT.entries()) text(cells[index + 2] ?? '', x, true)
    pdf.setDrawColor(220).line(SIDE, y + 1.8, WIDTH - SIDE, y + 1.8)
    y += 6
  }

  pdf.setFont('helvetica', 'normal').setFontSize(10)
  text(payout.clinic, SIDE)
  y += 8
  pdf.setFont('helvetica', 'bold').setFontSize(15)
  text(payout.title, SIDE)
  y += 7
  pdf.setFont('helvetica', 'normal').setFontSize(9)
  for (const note of payout.notes) {
    text(note, SIDE)
    y += 5
  }
  y += 4
  row(payout.head, true)
  for (const cells of payout.rows) row(cells)
  row([payout.total[0], '', '', '', payout.total[1]], true)
  const pages = pdf.getNumberOfPages()
  for (let page = 1; page <= pages; page += 1) {
    pdf.setPage(page)
    pdf.setFont('helvetica', 'normal').setFontSize(8)
    pdf.text(plain(payout.page(page, pages)), WIDTH - SIDE, 290, { align: 'right' })
  }
  return pdf
}
