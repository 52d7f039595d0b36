import Papa from 'papaparse'
import type { Sheet } from './sheet'

/**
 * The sheet as Excel and LibreOffice open it in a locale: semicolons where the comma is the decimal sign, a byte
 * order mark for the accents. A text that they would run as a formula is marked as text.
 */
export function toCsv(sheet: Sheet, locale: string): string {
  const decimal = new Intl.NumberFormat(locale)
    .formatToParts(0.5)
    .find((part) => part.type === 'decimal')?.value
  const rows = sheet.map((row) =>
    row.map((cell) =>
      typeof cell === 'number' ? String(cell).replace('.', decimal ?? '.') : cell.replace(formula, "'$&"),
    ),
  )
  return `\uFEFF${Papa.unparse(rows, { delimiter: decimal === ',' ? ';' : ',' })}\r\n`
}

/** How a text begins that a spreadsheet calculates. */
const formula = /^\s*[=+\-@\t\r]/
