import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

const PAGE = 50

interface Pages<Filter, Row> {
  /** What the answers are kept under, together with the filter. */
  key: readonly string[]
  filter: Readonly<Ref<Filter>>
  /** The rows after `after`, the last one that is known; the first ones without it. */
  fetch: (filter: Filter, after: Row | null, limit: number) => Promise<Row[]>
  idOf: (row: Row) => string
  /** Whether it is asked for at all; from the start when absent. */
  enabled?: Readonly<Ref<boolean>>
  refetchInterval?: number
}

/** A list of any length, page by page; a new filter keeps the last answer on screen until its own arrives. */
export function usePages<Filter, Row extends object>({
  key,
  filter,
  fetch,
  idOf,
  ...options
}: Pages<Filter, Row>) {
  const query = useInfiniteQuery({
    queryKey: computed((): readonly unknown[] => [...key, filter.value]),
    // A page's parameter is the last row of the page before; vue-query's types have no place for one that is generic.
    queryFn: ({ pageParam }) => fetch(filter.value, pageParam as Row | null, PAGE),
    initialPageParam: null as object | null,
    getNextPageParam: (page: Row[]) => (page.length === PAGE ? (page.at(-1) ?? null) : null),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval ?? false,
  })
  // What moved between two pages was fetched with both.
  const rows = computed(() => [
    ...new Map((query.data.value?.pages ?? []).flat().map((row) => [idOf(row), row])).values(),
  ])
  return { ...query, rows }
}
