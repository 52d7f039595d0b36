import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

const PAGE = 50

/** A list of any length, which answers the rows after one that is known. */
export interface Pages<Request, Row> {
  /** What the answers are kept under, together with the request. */
  key: readonly unknown[]
  request: Readonly<Ref<Request>>
  /** The rows after `after`, the last one that is known; the first ones without it. */
  fetch: (request: Request, after: Row | null, limit: number) => Promise<Row[]>
  rowKey: (row: Row) => string
  /** Rows of a page; fifty when absent. */
  pageSize?: number
  /** Whether it is asked for at all; from the start when absent. */
  enabled?: Readonly<Ref<boolean>>
  refetchInterval?: number
}

/** A list of any length, page by page; a new request keeps the last answer on screen until its own arrives. */
export function usePages<Request, Row extends object>({
  key,
  request,
  fetch,
  rowKey,
  pageSize = PAGE,
  ...options
}: Pages<Request, Row>) {
  const query = useInfiniteQuery({
    queryKey: computed((): readonly unknown[] => [...key, request.value]),
    // A page's parameter is the last row of the page before; vue-query's types have no place for one that is generic.
    queryFn: ({ pageParam }) => fetch(request.value, pageParam as Row | null, pageSize),
    initialPageParam: null as object | null,
    getNextPageParam: (page: Row[]) => lastOfFull(page, pageSize),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval ?? false,
  })
  const rows = computed(() => withoutTwins(query.data.value?.pages ?? [], rowKey))
  return { ...query, rows }
}

/** Where the next page begins: after the last row of a full page. A page that is not full is the last. */
export function lastOfFull<Row>(page: readonly Row[], pageSize: number): Row | null {
  return page.length === pageSize ? (page.at(-1) ?? null) : null
}

/** All rows, each once: what moved between two pages was fetched with both. */
export function withoutTwins<Row>(pages: readonly Row[][], rowKey: (row: Row) => string): Row[] {
  return [...new Map(pages.flat().map((row) => [rowKey(row), row])).values()]
}
