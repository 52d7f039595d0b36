import { harmless, type Cell, type Sheet } from './sheet'

/**
 * The sheet as Excel and LibreOffice open it in a locale: semicolons where the comma is the decimal sign, a byte
 * order mark for the accents.
 */
export function toCsv(sheet: Sheet, locale: string): string {
  const decimal = new Intl.NumberFormat(locale)
    .formatToParts(0.5)
    .find((part) => part.type === 'decimal')?.value
  const separator = decimal === ',' ? ';' : ','
  const written = (cell: Cell) =>
    typeof cell === 'number' ? String(cell).replace('.', decimal ?? '.') : quoted(harmless(cell), separator)
  return `\uFEFF${sheet.map((row) => row.map(written).join(separator)).join('\r\n')}\r\n`
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
