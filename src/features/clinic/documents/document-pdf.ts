import { jsPDF } from 'jspdf'
import autoTable from 'jspdf-autotable'
import type { Paper } from './types'

/** What a PDF says beside the document's own words. */
export interface PdfWords {
  /** Name of the file's properties and of its number: "Documento nº 12/2026". */
  number: string
  /** "Emitido em 28/11/2026 14:30 por Helena Terapeuta · assinatura simples" */
  signed: string
  /** "CID F41.1, incluído com autorização do paciente"; null without a code. */
  cid: string | null
  /** "CANCELADO"; null while it holds. */
  cancelled: string | null
  /** "Página 1 de 2" */
  page(page: number, pages: number): string
}

const WIDTH = 210
const HEIGHT = 297
const SIDE = 25
const TOP = 22
/** Where the text ends: the lines at the foot stand below. */
const BOTTOM = HEIGHT - 32
const LINE = 6
/** Name and council of the author with room for a hand-written signature. */
const SIGNATURE = 38

/** What the fonts of a PDF have beside Latin letters. */
const OTHERS = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
const PICTOGRAPH =
  /(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*)/gu

/** A text in the letters that the font has: what it lacks is named or marked, never left out unseen. */
export function printable(text: string): string {
  return [
    ...text
      .normalize('NFC')
      // ©, ® and ™ are letters of the font
      .replace(PICTOGRAPH, (found) => (/^[©®™]$/.test(found) ? found : '[emoji]'))
      .replaceAll('≤', '<=')
      .replaceAll('≥', '>=')
      .replaceAll('\t', '  ')
      .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF|\uFE0F/g, '')
      .replace(/[\u00A0\u2007\u202F]/g, ' ')
      .replace(/[‐‑−]/g, '-'),
  ]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      const isKnown =
        code === 10 || (code >= 32 && code < 127) || (code > 160 && code < 256) || OTHERS.includes(letter)
      return isKnown ? letter : '?'
    })
    .join('')
}

/** A document on paper: letterhead, title, text, the author, and at the foot of each page what it can be checked by. */
export function documentPdf(document: Paper, words: PdfWords): jsPDF {
  return papersPdf([{ paper: document, words }])
}

/** Several documents in one file, each beginning on a page of its own. */
export function papersPdf(papers: readonly { paper: Paper; words: PdfWords }[]): jsPDF {
  const pdf = new jsPDF({ unit: 'mm', format: 'a4' })
  const [first] = papers
  if (first) {
    pdf.setProperties({ title: printable(`${first.paper.title} · ${first.words.number}`), creator: 'Zelo' })
  }
  papers.forEach(({ paper, words }, index) => {
    if (index > 0) pdf.addPage()
    add(pdf, paper, words)
  })
  return pdf
}

function add(pdf: jsPDF, document: Paper, words: PdfWords): void {
  const from = pdf.getNumberOfPages()
  let y = TOP

  function write(text: string, size: number, style: 'normal' | 'bold', line: number, center = false): void {
    pdf.setFont('helvetica', style).setFontSize(size)
    for (const each of pdf.splitTextToSize(printable(text), WIDTH - 2 * SIDE) as string[]) {
      need(line)
      pdf.text(each, center ? WIDTH / 2 : SIDE, y, center ? { align: 'center' } : {})
      y += line
    }
  }

  function need(height: number): void {
    if (y + height <= BOTTOM) return
    pdf.addPage()
    y = TOP
  }

  write(document.clinic_name, 13, 'bold', LINE)
  pdf.setTextColor(90)
  if (document.letterhead) write(document.letterhead, 9, 'normal', 4.2)
  pdf.setTextColor(0)
  pdf.setDrawColor(190).line(SIDE, y, WIDTH - SIDE, y)
  y += 14
  write(document.title, 15, 'bold', 7.5, true)
  y += 6
  for (const paragraph of document.body.split('\n')) {
    if (paragraph === '') y += LINE / 2
    else write(paragraph, 11, 'normal', LINE)
  }
  if (words.cid !== null) {
    y += LINE / 2
    write(words.cid, 11, 'normal', LINE)
  }
  if (document.table) {
    autoTable(pdf, {
      startY: y + LINE / 2,
      margin: { left: SIDE, right: SIDE, top: TOP, bottom: HEIGHT - BOTTOM },
      head: [document.table.head.map(printable)],
      body: document.table.rows.map((row) => row.map(printable)),
      theme: 'striped',
      styles: { font: 'helvetica', fontSize: 8.5 },
      headStyles: { fillColor: 90 },
      columnStyles: { [document.table.head.length - 1]: { halign: 'right', cellWidth: 24 } },
      didDrawPage: ({ cursor }) => {
        if (cursor) y = cursor.y
      },
    })
    y += LINE
  }
  need(SIGNATURE)
  y += 20
  pdf.setDrawColor(120).line(WIDTH / 2 - 40, y, WIDTH / 2 + 40, y)
  y += LINE
  write(document.author_name, 11, 'bold', LINE, true)
  if (document.author_council) write(document.author_council, 10, 'normal', LINE, true)
  foot(pdf, document, words, from)
}

function foot(pdf: jsPDF, { sha256 }: Paper, words: PdfWords, from: number): void {
  const pages = pdf.getNumberOfPages() - from + 1
  for (let page = 1; page <= pages; page += 1) {
    pdf.setPage(from + page - 1)
    if (words.cancelled !== null) {
      pdf.setFont('helvetica', 'bold').setFontSize(64).setTextColor(225)
      pdf.text(printable(words.cancelled), WIDTH / 2, HEIGHT / 2 + 30, { align: 'center', angle: 35 })
    }
    pdf.setFont('helvetica', 'normal').setFontSize(7.5).setTextColor(90)
    pdf.setDrawColor(210).line(SIDE, HEIGHT - 25, WIDTH - SIDE, HEIGHT - 25)
    pdf.text(printable(`${words.number} · ${words.signed}`), SIDE, HEIGHT - 20)
    if (sha256 !== null) pdf.text(`SHA-256 ${sha256}`, SIDE, HEIGHT - 16)
    pdf.text(printable(words.page(page, pages)), WIDTH - SIDE, HEIGHT - 12, { align: 'right' })
    pdf.setTextColor(0)
  }
}
