import type { InfiniteData } from '@tanstack/vue-query'

/** Pure changes of sorted pages in the query cache. Applying a change twice, or late, leaves the same result. */

/** Order of a list, as the server sorts it. */
export type Compare<T> = (a: T, b: T) => number

/** Inserts a row into sorted pages at its place; null when it lies below what is loaded. */
export function insertSorted<T>(pages: T[][], row: T, compare: Compare<T>, atEnd: boolean): T[][] | null {
  for (const [index, page] of pages.entries()) {
    const position = page.findIndex((other) => compare(row, other) < 0)
    if (position >= 0) return pages.with(index, page.toSpliced(position, 0, row))
  }
  if (!atEnd) return null
  const last = pages.at(-1) ?? []
  return [...pages.slice(0, -1), [...last, row]]
}

/** True when the server has nothing below the last loaded page. */
export function isComplete<T>(pages: T[][], pageSize: number): boolean {
  return (pages.at(-1)?.length ?? 0) < pageSize
}

/** The pages with a row in the place of what was known of it. */
export function replaceRow<T, P>(data: InfiniteData<T[], P>, current: T, next: T): InfiniteData<T[], P> {
  return { ...data, pages: data.pages.map((page) => page.map((row) => (row === current ? next : row))) }
}

/** The pages without a row; the same object when it is not in them. */
export function removeRow<T extends { id: string }, P>(
  data: InfiniteData<T[], P>,
  id: string,
): InfiniteData<T[], P> {
  if (!data.pages.some((page) => page.some((row) => row.id === id))) return data
  return { ...data, pages: data.pages.map((page) => page.filter((row) => row.id !== id)) }
}

/** Every loaded row, without the repetitions that paging over moving rows may bring. */
export function rowsOf<T extends { id: string }>(data: { pages: T[][] } | undefined): T[] {
  if (!data) return []
  return [...new Map(data.pages.flat().map((row) => [row.id, row])).values()]
}
