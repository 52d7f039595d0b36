import { jsPDF } from 'jspdf'

const WIDTH = 210
const HEIGHT = 297
const SIDE = 20
const TOP = 20
const BOTTOM = HEIGHT - 22

/** Letters that the fonts of a PDF have beside Latin-1. */
const others = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'

/** A text in the letters that the font has: what it lacks is marked, never left out unseen. */
function printable(text: string): string {
  return [
    ...text
      .normalize('NFC')
      .replace(/[\u00A0\u2007\u202F]/g, ' ')
      .replace(/[‐‑−]/g, '-')
      .replaceAll('\t', '  '),
  ]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return code === 10 ||
        (code >= 32 && code < 127) ||
        (code > 160 && code < 256) ||
        others.includes(letter)
        ? letter
        : '?'
    })
    .join('')
}

/** A plain document on paper: headings and lines that flow over its pages. */
export interface Paper {
  title(text: string): void
  heading(text: string): void
  line(text: string): void
  small(text: string): void
  gap(): void
  /** The file; `foot` stands on each page beside its number. */
  bytes(foot: string): Uint8Array
}

/** Begins a document. */
export function createPaper(title: string): Paper {
  const pdf = new jsPDF({ unit: 'mm', format: 'a4', compress: true })
  pdf.setProperties({ title: printable(title), creator: 'Zelo' })
  let y = TOP
  const write = (text: string, size: number, style: 'normal' | 'bold', height: number) => {
    pdf.setFont('helvetica', style).setFontSize(size)
    for (const each of pdf.splitTextToSize(printable(text), WIDTH - 2 * SIDE) as string[]) {
      if (y + height > BOTTOM) {
        pdf.addPage()
        y = TOP
      }
      pdf.text(each, SIDE, y)
      y += height
    }
  }
  return {
    title(text) {
      write(text, 16, 'bold', 8)
      y += 2
    },
    heading(text) {
      y += 4
      write(text, 12, 'bold', 6)
      y += 1
    },
    line: (text) => write(text, 9.5, 'normal', 4.6),
    small(text) {
      pdf.setTextColor(90)
      write(text, 8, 'normal', 3.8)
      pdf.setTextColor(0)
    },
    gap() {
      y += 2.5
    },
    bytes(foot) {
      const pages = pdf.getNumberOfPages()
      for (let page = 1; page <= pages; page += 1) {
        pdf.setPage(page).setFont('helvetica', 'normal').setFontSize(7.5).setTextColor(90)
        pdf.text(printable(foot), SIDE, HEIGHT - 12)
        pdf.text(`Página ${page} de ${pages}`, WIDTH - SIDE, HEIGHT - 12, { align: 'right' })
      }
      return new Uint8Array(pdf.output('arraybuffer'))
    },
  }
}
