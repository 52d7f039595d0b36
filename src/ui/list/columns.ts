import type { Sheet } from '@/lib/spreadsheet/sheet'
import type { TableColumn } from '../AppTable.vue'
import type { Sort } from './filters'

/** A column of a list: how it is headed, and what of a row it says. */
export interface ListColumn<Row> extends TableColumn {
  /** What a file says, and what a list in memory is ordered by. */
  value?: (row: Row) => string | number | null
  /** Not shown until a person chooses it. */
  isExtra?: boolean
}

/** A column of a file, where it is not one of the table's. */
export interface FileColumn<Row> {
  label: string
  value: (row: Row) => string | number | null
}

/** Whether a person may take the column away: what names a row, and its buttons, stay. */
export function canHide(column: TableColumn): boolean {
  return !column.lead && !column.hiddenLabel
}

/** The columns in sight; `hidden` is what the person chose, null before they did. */
export function visibleColumns<Column extends TableColumn & { isExtra?: boolean }>(
  columns: readonly Column[],
  hidden: readonly string[] | null,
): Column[] {
  return columns.filter(
    (column) => !canHide(column) || !(hidden ? hidden.includes(column.key) : column.isExtra),
  )
}

/** The columns that a file has: all with a value, also those out of sight. */
export function fileColumns<Row>(columns: readonly ListColumn<Row>[]): FileColumn<Row>[] {
  return columns.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

/** Rows as a spreadsheet, under the headings of the columns. */
export function sheetOf<Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[]): Sheet {
  return [
    columns.map((column) => column.label),
    ...rows.map((row) => columns.map((column) => column.value(row) ?? '')),
  ]
}

/** Rows of a list in memory in the order that was asked for; what says nothing comes last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  sort: Sort | null,
  locale: string,
): Row[] {
  const value = columns.find((column) => column.key === sort?.key)?.value
  if (!sort || !value) return [...rows]
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const direction = sort.descending ? -1 : 1
  return [...rows].sort((one, other) => {
    const a = value(one)
    const b = value(other)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
    return order * direction
  })
}
