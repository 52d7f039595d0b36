import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { allPages } from '@/lib/all-pages'
import { followNavigation, patchAddress } from './address'
import { sortRows, visibleColumns, type ListColumn } from './columns'
import {
  initialValues,
  nextSort,
  readSort,
  writeFilters,
  writeSort,
  type FilterValues,
  type Filters,
  type Sort,
} from './filters'
import type { List, ListField, ListFile } from './list'
import { useHiddenColumns, useListMemory } from './memory'
import { useFilters } from './use-filters'
import { usePages } from './use-pages'

const SORT = 'ordem'
const RECORD = 'registro'
const EXPORT_PAGE = 200
const LOCAL_PAGE = 50

interface ListOptions<Row, F extends Filters> {
  /** Names the list in what is remembered of it: lower case letters, digits and hyphens. */
  key: string
  columns: MaybeRefOrGetter<readonly ListColumn<Row>[]>
  rowKey: (row: Row) => string
  filters?: F
  /** The controls above the list. */
  fields?: MaybeRefOrGetter<readonly (ListField & { filter: keyof F & string })[]>
  /** What is saved as a file; without it nothing can be. */
  file?: MaybeRefOrGetter<ListFile<Row>>
  /** Before its keys in the address, where a page has several lists. */
  prefix?: string
}

/** What a list is asked for. */
interface Asked<F extends Filters> {
  filters: FilterValues<F>
  /** Null is the list's own order. */
  sort: Sort | null
}

/** A page of it. */
export interface PageRequest<Row, F extends Filters> extends Asked<F> {
  /** The last row that is known; null for the first page. */
  after: Row | null
  limit: number
}

/** A list whose filters the page may also read and set by their names. */
type FilteredList<Row, F extends Filters> = List<Row> & {
  /** For `v-model` of controls that the page draws itself. */
  readonly filters: FilterValues<F>
}

/** A list of any length, which the database filters, orders and answers page by page. */
export function useList<Row extends object, F extends Filters = Record<never, never>>(
  options: ListOptions<Row, F> & {
    /** What answers are kept under, together with what was asked for. */
    cacheKey: readonly unknown[]
    fetch: (page: PageRequest<Row, F>) => Promise<Row[]>
    pageSize?: number
    refetchInterval?: number
  },
): FilteredList<Row, F> {
  const state = useListState(options)
  const { rows, error, ...query } = usePages<Asked<F>, Row>({
    key: options.cacheKey,
    request: state.asked,
    fetch: (asked, after, limit) => options.fetch({ ...asked, after, limit }),
    rowKey: options.rowKey,
    ...(options.pageSize ? { pageSize: options.pageSize } : {}),
    ...(options.refetchInterval ? { refetchInterval: options.refetchInterval } : {}),
  })

  return state.complete({
    get rows() {
      return rows.value
    },
    get error() {
      return error.value
    },
    get isPending() {
      return query.isPending.value
    },
    get isFetching() {
      return query.isFetching.value
    },
    get isStale() {
      return query.isPlaceholderData.value
    },
    get hasMore() {
      return query.hasNextPage.value
    },
    get isLoadingMore() {
      return query.isFetchingNextPage.value
    },
    more: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
    fetchAll(watching) {
      const all = toValue(options.file)?.all
      if (all) return all()
      const asked = state.asked.value
      return allPages<Row>(
        (last, limit) => options.fetch({ ...asked, after: last ?? null, limit }),
        toValue(options.file)?.pageSize ?? EXPORT_PAGE,
        watching,
      )
    },
  })
}

/** What a query of all rows tells of itself. */
interface LocalRows<Row> {
  rows: MaybeRefOrGetter<readonly Row[]>
  error?: MaybeRefOrGetter<unknown>
  isPending?: MaybeRefOrGetter<boolean>
  isFetching?: MaybeRefOrGetter<boolean>
  refetch?: () => void
}

/** A short list that is in memory as a whole: the browser filters and orders it by the columns' values. */
export function useLocalList<Row extends object, F extends Filters = Record<never, never>>(
  options: ListOptions<Row, F> &
    LocalRows<Row> & {
      /** Whether a row belongs to what is filtered. */
      matches?: (row: Row, filters: FilterValues<F>) => boolean
    },
): FilteredList<Row, F> {
  const state = useListState(options)
  const { locale } = useI18n()
  const size = ref(LOCAL_PAGE)
  const found = computed(() => {
    const { filters, sort } = state.asked.value
    const rows = toValue(options.rows).filter((row) => options.matches?.(row, filters) ?? true)
    return sortRows(rows, toValue(options.columns), sort, locale.value)
  })
  watch(state.asked, () => (size.value = LOCAL_PAGE))

  return state.complete({
    get rows() {
      return found.value.slice(0, size.value)
    },
    get error() {
      return toValue(options.error)
    },
    get isPending() {
      return toValue(options.isPending) ?? false
    },
    get isFetching() {
      return toValue(options.isFetching) ?? false
    },
    isStale: false,
    get hasMore() {
      return found.value.length > size.value
    },
    isLoadingMore: false,
    more: () => (size.value += LOCAL_PAGE),
    refetch: () => options.refetch?.(),
    fetchAll: async () => found.value,
  })
}

/** The part of a list that knows where its rows come from. */
type Source<Row> = Pick<
  List<Row>,
  | 'rows'
  | 'error'
  | 'isPending'
  | 'isFetching'
  | 'isStale'
  | 'hasMore'
  | 'isLoadingMore'
  | 'more'
  | 'refetch'
  | 'fetchAll'
>

/** Filters, order, columns and the open row of a list: what does not depend on where its rows come from. */
function useListState<Row extends object, F extends Filters>(options: ListOptions<Row, F>) {
  const { key, rowKey, prefix = '' } = options
  const route = useRoute()
  const router = useRouter()
  followNavigation(router)
  // A list without filters has an empty set of them, which is what its type says.
  const filters = options.filters ?? ({} as F)
  const { values, settled, isFiltered, reset } = useFilters(filters, prefix)
  const hidden = useHiddenColumns(key, useListMemory())
  const columns = computed(() => toValue(options.columns))
  const sortable = computed(() => columns.value.filter((column) => column.sortable).map(({ key }) => key))
  const sort = computed(() => readSort(route.query[prefix + SORT], sortable.value))
  const asked = computed<Asked<F>>(() => ({ filters: settled.value, sort: sort.value }))
  const names = Object.values(filters).map((filter) => filter.name)

  function put(patch: Record<string, string | undefined>, step: boolean): void {
    const entries = Object.entries(patch).map(([name, value]) => [prefix + name, value])
    patchAddress(router, Object.fromEntries(entries), { step })
  }

  /** What stands in the address of filters and order, without the prefix. */
  function address(): Record<string, string> {
    const patch = { ...writeFilters(filters, settled.value), [SORT]: writeSort(sort.value) }
    const entries = Object.entries(patch).filter(([, value]) => value !== undefined)
    // What has no value was taken out.
    return Object.fromEntries(entries) as Record<string, string>
  }

  function complete(source: Source<Row>): FilteredList<Row, F> {
    const own: Omit<FilteredList<Row, F>, keyof Source<Row>> = {
      key,
      rowKey,
      filters: values,
      get fields() {
        return toValue(options.fields) ?? []
      },
      get isFiltered() {
        return isFiltered.value
      },
      text: (filter) => values[filter] ?? '',
      set(filter, text) {
        Object.assign(values, { [filter]: filters[filter]?.parse(text) ?? initialValues(filters)[filter] })
      },
      reset,
      get columns() {
        return columns.value
      },
      get visible() {
        return visibleColumns(columns.value, hidden.value)
      },
      get sort() {
        return sort.value
      },
      sortBy(column, descending) {
        const next =
          column === null || descending === undefined
            ? column && nextSort(sort.value, column)
            : { key: column, descending }
        put({ [SORT]: writeSort(next || null) }, false)
      },
      get hidden() {
        return hidden.value
      },
      hide: (keys) => (hidden.value = keys),
      get address() {
        return address()
      },
      show(wanted) {
        put(Object.fromEntries([...names, SORT].map((name) => [name, wanted[name]])), true)
      },
      get record() {
        const id = route.query[prefix + RECORD]
        return typeof id === 'string' ? (source.rows.find((row) => rowKey(row) === id) ?? null) : null
      },
      open: (row) => put({ [RECORD]: row ? rowKey(row) : undefined }, false),
      get file() {
        return toValue(options.file) ?? null
      },
    }
    return withGetters(own, source)
  }

  return { asked, complete }
}

/** Both objects as one; getters stay getters, so that what is drawn follows what they read. */
function withGetters<A extends object, B extends object>(one: A, other: B): A & B {
  const merged = {}
  for (const part of [one, other]) Object.defineProperties(merged, Object.getOwnPropertyDescriptors(part))
  return merged as A & B
}
