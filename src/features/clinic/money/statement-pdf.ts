import { jsPDF } from 'jspdf'

/** What a statement says on paper; all of it is text already. */
export interface StatementPaper {
  clinic: string
  title: string
  payer: string
  period: string
  /** Name and amount of each sum. */
  sums: readonly (readonly [string, string])[]
  head: readonly [string, string, string, string]
  rows: readonly (readonly [string, string, string, string])[]
  page(page: number, pages: number): string
  /** A text in the letters that the font has. */
  printable(text: string): string
}

const WIDTH = 210
const SIDE = 20
const BOTTOM = 275
const AMOUNT = 150
const BALANCE = WIDTH - SIDE

/** A payer's statement on A4: the sums, then a line for each movement. */
export function statementPdf(paper: StatementPaper): jsPDF {
  const { printable } = paper
  const pdf = new jsPDF({ unit: 'mm', format: 'a4' })
  pdf.setProperties({ title: printable(`${paper.title} · ${paper.payer}`), creator: 'Zelo' })
  let y = 22
  const write = (text: string, size: number, style: 'normal' | 'bold', line: number) => {
    pdf.setFont('helvetica', style).setFontSize(size)
    for (const each of pdf.splitTextToSize(printable(text), WIDTH - 2 * SIDE) as string[]) {
      pdf.text(each, SIDE, y)
      y += line
    }
  }
  write(paper.clinic, 12, 'bold', 6)
  y += 4
  write(paper.title, 15, 'bold', 8)
  write(paper.payer, 11, 'normal', 6)
  write(paper.period, 10, 'normal', 6)
  y += 2
  for (const [name, amount] of paper.sums) {
    pdf.setFont('helvetica', 'normal').setFontSize(10)
    pdf.text(printable(name), SIDE, y)
    pdf.text(printable(amount), AMOUNT, y, { align: 'right' })
    y += 5.5
  }
  y += 4
  head()
  pdf.setFont('helvetica', 'normal').setFontSize(9)
  for (const [day, what, amount, balance] of paper.rows) {
    const lines = pdf.splitTextToSize(printable(what), AMOUNT - SIDE - 55) as string[]
    if (y + lines.length * 4.5 > BOTTOM) {
      pdf.addPage()
      y = 22
      head()
      pdf.setFont('helvetica', 'normal').setFontSize(9)
    }
    pdf.text(printable(day), SIDE, y)
    pdf.text(lines, SIDE + 25, y)
    pdf.text(printable(amount), AMOUNT, y, { align: 'right' })
    pdf.text(printable(balance), BALANCE, y, { align: 'right' })
    y += lines.length * 4.5 + 1.5
  }
  const pages = pdf.getNumberOfPages()
  for (let page = 1; page <= pages; page += 1) {
    pdf.setPage(page).setFont('helvetica', 'normal').setFontSize(8)
    pdf.text(printable(paper.page(page, pages)), BALANCE, 287, { align: 'right' })
  }
  return pdf

  function head(): void {
    const [day, what, amount, balance] = paper.head
    pdf.setFont('helvetica', 'bold').setFontSize(9)
    pdf.text(printable(day), SIDE, y)
    pdf.text(printable(what), SIDE + 25, y)
    pdf.text(printable(amount), AMOUNT, y, { align: 'right' })
    pdf.text(printable(balance), BALANCE, y, { align: 'right' })
    pdf.setDrawColor(190).line(SIDE, y + 1.5, BALANCE, y + 1.5)
    y += 6.5
  }
}
