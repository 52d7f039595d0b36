import { fold } from './fields.ts'

/** What people write where nothing is known. */
const nothing = new Set([
  'nao tem',
  'nao informado',
  'nao informada',
  'nao possui',
  'sem e-mail',
  'sem email',
  'sem telefone',
  'n/a',
])

/** What the database can keep of a cell: no zero, no half of a letter. */
// eslint-disable-next-line no-control-regex -- it is what is taken out
export const storable = (cell: string) => cell.replace(/\u0000/g, '').replace(/\p{Surrogate}/gu, '\uFFFD')

/** A cell as it was meant: without what a spreadsheet put around it (`="…"`, an apostrophe before a formula). */
export function plainCell(cell: string): string {
  let text = storable(cell)
  const formula = /^\s*="((?:[^"]|"")*)"\s*$/.exec(text)
  if (formula !== null) text = formula[1]!.replaceAll('""', '"')
  return text.replace(/^'(?=\s*[=+\-@\t\r])/, '').trim()
}

/** Whether a cell says that there is nothing. */
export function isNothing(text: string): boolean {
  if (text === '' || /^[-–—]+$|^\.+$/.test(text)) return true
  return text.length < 20 && nothing.has(fold(text).replace(/\s+/g, ' '))
}

/** A number as it was before a spreadsheet wrote it in scientific notation, if every digit is there; null when some are lost. */
export function wholeNumber(text: string): string | null {
  const match = /^\s*(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})\s*$/.exec(text)
  if (match === null) return text.replace(/^(\s*\d+)[.,]0+(\s*)$/, '$1$2')
  const decimals = match[2] ?? ''
  return decimals.length === Number(match[3]) ? match[1]! + decimals : null
}

const allZero = /^[^1-9\p{L}]*0[^1-9\p{L}]*$/u
/** Whether a number is nothing but zeros. */
export const isZero = (text: string) => allZero.test(text)
