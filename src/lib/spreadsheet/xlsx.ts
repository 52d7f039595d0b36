import writeExcelFile from 'write-excel-file/universal'
import type { Sheet } from './sheet'

/** The sheet as an Excel workbook. Texts are typed as texts, so none of them runs as a formula. */
export function toXlsx(sheet: Sheet, name: string): Promise<Blob> {
  const rows = sheet.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.replace(forbidden, '') : cell)),
  )
  return writeExcelFile(rows, { sheet: sheetName(name) }).toBlob()
}

/** Excel takes 31 characters, none of them a bracket, slash, colon, asterisk or question mark. */
function sheetName(name: string): string {
  return name.replace(/[[\]\\/:*?]/g, ' ').slice(0, 31)
}

/** Control characters, which XML has no way to write. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
