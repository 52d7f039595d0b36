import type { FileColumn, ListColumn } from './columns'
import type { Sort } from './filters'

/** A control above the list, for one of its filters: a choice when it has options, else a search. */
export interface ListField {
  /** Name of the filter. */
  filter: string
  label: string
  options?: readonly { value: string; label: string }[]
}

/** What a list saves as a file. */
export interface ListFile<Row> {
  /** Without its ending. */
  name: string
  title: string
  /** Where they are not those of the table. */
  columns?: readonly FileColumn<Row>[]
  /** Rows asked for at once; the most that the list's function answers. */
  pageSize?: number
  /** Answers every row at once, where the server has to know that a file is made; it is not asked page after page then. */
  all?: () => Promise<Row[]>
  /** How the server calls the list and what it is filtered by: a long one is made there, in the background. */
  server?: { list: string; where(filters: Readonly<Record<string, string>>): Record<string, unknown> }
}

/** Everything that every list has, whatever its rows and filters; ListCard draws it. */
export interface List<Row> {
  /** Names the list in what is remembered of it. */
  readonly key: string
  readonly rowKey: (row: Row) => string

  /** The rows in sight. */
  readonly rows: readonly Row[]
  readonly error: unknown
  /** Nothing has been answered yet. */
  readonly isPending: boolean
  readonly isFetching: boolean
  /** The rows are still those of the last request. */
  readonly isStale: boolean
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  more(): void
  refetch(): void

  readonly fields: readonly ListField[]
  readonly isFiltered: boolean
  /** What a filter's control holds. */
  text(filter: string): string
  /** Sets a filter, to what it knows of the text. */
  set(filter: string, text: string): void
  reset(): void

  readonly columns: readonly ListColumn<Row>[]
  readonly visible: readonly ListColumn<Row>[]
  readonly sort: Sort | null
  sortBy(key: string | null, descending?: boolean): void
  /** Keys of the columns that the person took away; null before they chose. */
  readonly hidden: readonly string[] | null
  hide(keys: string[] | null): void

  /** What of the list stands in the address, and how to put something else there. */
  readonly address: Record<string, string>
  show(address: Record<string, string>): void

  /** The row that is open. */
  readonly record: Row | null
  open(row: Row | null): void

  readonly file: ListFile<Row> | null
  /** What the filters are set to, by their names. */
  readonly filters: Readonly<Record<string, string>>
  /** Every row that the filters leave, in the order asked for. */
  fetchAll(watching: { onPage: (rows: number) => void; signal: AbortSignal }): Promise<Row[]>
}
