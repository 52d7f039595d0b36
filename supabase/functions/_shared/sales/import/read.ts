import { parseCsv, type Line } from './csv.ts'
import { plainCell, isNothing } from './cells.ts'
import { commonFormat, formatOfDate, orderOfDates, type DateFormat, type DateOrder } from './dates.ts'
import { fieldOfHeading, importFields, isDayField, suggestColumns, type ImportKind } from './fields.ts'
import { decodeText, isZip, UnreadableFile, type Encoding } from './text.ts'
import { readRow, type ReadRow, type RowPlan } from './rows.ts'

/** What was found out about a file. */
export interface Detected {
  /** Null of a workbook. */
  encoding: Encoding | null
  /** Null of a workbook, and where there is one column. */
  delimiter: ';' | ',' | '\t' | '|' | null
  /** The physical line of the headings, counted from 1. */
  header_row: number
  date_format: DateFormat | null
}

/** A file whose rows can be read. */
export interface ReadFile {
  detected: Detected
  headings: string[]
  /** Rows below the headings that are not wholly empty. */
  rows: string[][]
}

/** What a person may say where a guess is wrong. */
export interface ReadOptions {
  encoding?: Encoding
  delimiter?: string | null
  header_row?: number
}

/** More rows than these are imported in parts. */
const mostRows = 250_000
/** What a file may have at most. */
export const mostBytes = 25 * 1024 * 1024

const delimiters = [';', ',', '\t', '|'] as const
const peeked = 60

/** Reads a file: CSV in any usual encoding, or the first sheet of a workbook. Throws `UnreadableFile`. */
export async function readFile(
  bytes: Uint8Array,
  kind: ImportKind,
  options: ReadOptions = {},
): Promise<ReadFile> {
  if (bytes.length > mostBytes) throw new UnreadableFile('too_large')
  if (isZip(bytes)) {
    const { readWorkbook } = await import('./workbook.ts')
    return fromLines(await readWorkbook(bytes), kind, { encoding: null, delimiter: null }, options)
  }
  const { text, encoding } = decodeText(bytes)
  const said = /^sep=([^\r\n])[ \t]*(?=\r|\n|$)/i.exec(text)
  const from = said === null ? 0 : said[0].length
  const delimiter =
    options.delimiter === undefined
      ? ((said?.[1] as Detected['delimiter']) ?? guessDelimiter(text, kind))
      : options.delimiter
  // the line of sep= is counted, and has no cells
  const lines = parseCsv(from === 0 ? text : text.slice(from), delimiter)
  return fromLines(lines, kind, { encoding, delimiter: delimiter as Detected['delimiter'] }, options)
}

function fromLines(
  lines: Iterable<Line>,
  kind: ImportKind,
  found: Pick<Detected, 'encoding' | 'delimiter'>,
  options: ReadOptions,
): ReadFile {
  const iterator = lines[Symbol.iterator]()
  const first: Line[] = []
  while (first.length < peeked) {
    const next = iterator.next()
    if (next.done === true) break
    first.push(next.value)
  }
  if (first.every(isEmpty)) throw new UnreadableFile('empty')
  const header =
    options.header_row === undefined
      ? headerOf(first, kind)
      : first.find(({ line }) => line === options.header_row)
  if (header === undefined) throw new UnreadableFile('empty')
  const rows: string[][] = []
  const take = (line: Line) => {
    if (isEmpty(line)) return
    if (rows.length === mostRows) throw new UnreadableFile('too_many_rows')
    rows.push(line.cells)
  }
  first.slice(first.indexOf(header) + 1).forEach(take)
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) take(next.value)
  const headings = header.cells.map(plainCell)
  const titles = first.slice(0, first.indexOf(header)).flatMap(({ cells }) => cells)
  return {
    detected: { ...found, header_row: header.line, date_format: dateFormat(headings, rows, titles, kind) },
    headings,
    rows,
  }
}

const isEmpty = ({ cells }: Line) => cells.every((cell) => cell.trim() === '')

const namedFields = (cells: readonly string[], kind: ImportKind) =>
  cells.filter((cell) => cell.length <= 60 && fieldOfHeading(plainCell(cell), kind) !== null).length

/** The line with the most headings that name something; without any, the first that is as wide as the file. */
function headerOf(first: readonly Line[], kind: ImportKind): Line {
  let best: Line | undefined
  let most = 0
  for (const line of first) {
    const named = namedFields(line.cells, kind)
    if (named <= most) continue
    most = named
    best = line
  }
  if (best !== undefined) return best
  const filled = ({ cells }: Line) => cells.filter((cell) => cell.trim() !== '').length
  const widest = Math.max(...first.map(filled))
  return first.find((line) => filled(line) >= Math.max(1, widest - 1))!
}

/** The sign that makes the most headings; null where none makes two cells of one. */
function guessDelimiter(text: string, kind: ImportKind): Detected['delimiter'] {
  const start = text.slice(0, 200_000)
  let best: Detected['delimiter'] = null
  let most = -1
  for (const delimiter of delimiters) {
    const lines: Line[] = []
    for (const line of parseCsv(start, delimiter)) {
      if (lines.length === peeked) break
      if (!isEmpty(line)) lines.push(line)
    }
    if (lines.length === 0) continue
    const header = headerOf(lines, kind)
    if (header.cells.length < 2) continue
    const below = lines.slice(lines.indexOf(header) + 1)
    const even =
      below.filter(({ cells }) => cells.length === header.cells.length).length / Math.max(1, below.length)
    const score = namedFields(header.cells, kind) * 10 + even * 5 + Math.min(header.cells.length, 20) / 10
    if (score <= most) continue
    most = score
    best = delimiter
  }
  return best
}

const titleDate = /\b\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b/

/** How the dates of the file are written: those of its column of dates, else whatever else is a date as a whole. */
function dateFormat(
  headings: readonly string[],
  rows: readonly string[][],
  titles: readonly string[],
  kind: ImportKind,
): DateFormat | null {
  const dates = new Set(importFields[kind].filter(({ type }) => type === 'date').map(({ key }) => key))
  const columns = suggestColumns(headings, kind)
  const column = columns.findIndex((field) => field !== null && dates.has(field))
  const sample = rows.slice(0, 5000)
  if (column !== -1) {
    const found = commonFormat(
      sample
        .map((row) => plainCell(row[column] ?? ''))
        .map((text) => (isNothing(text) ? null : formatOfDate(text))),
    )
    if (found !== null) return found
  }
  const elsewhere = [
    ...titles.map((title) => titleDate.exec(title)?.[0] ?? ''),
    ...sample.flatMap((row) => row.filter((cell, at) => at !== column && cell.length <= 30)),
  ]
  return commonFormat(
    elsewhere
      .map((cell) => formatOfDate(plainCell(cell)))
      .map((format) => (format === 'excel-serial' ? null : format)),
  )
}

/**
 * What comes first in the dates of each column that feeds a day: `null` where its dates could be read either way, and somebody has
 * to say it; `undefined` of columns without such dates.
 */
export const dateOrders = (
  file: ReadFile,
  columns: readonly (string | null)[],
  kind: ImportKind,
  custom: readonly { id: string; type: string }[] = [],
): (DateOrder | null | undefined)[] =>
  columns.map((field, at) =>
    isDayField(field, kind, custom)
      ? orderOfDates(file.rows.map((row) => plainCell(row[at] ?? '')))
      : undefined,
  )

/** A row of a file with its number, as the preview shows it and the job writes it. */
export interface NumberedRow extends ReadRow {
  row: number
  cells: string[]
}

/** Reads rows of a file; `from` is the first, counted from 0. */
export function* readRows(
  file: ReadFile,
  plan: RowPlan,
  from = 0,
  to = file.rows.length,
): Generator<NumberedRow> {
  for (let index = from; index < Math.min(to, file.rows.length); index += 1) {
    const cells = file.rows[index]!
    yield { row: index + 1, cells, ...readRow(cells, plan) }
  }
}
