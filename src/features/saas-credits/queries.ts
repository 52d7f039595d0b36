import { keepPreviousData, queryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import * as api from './api'
import type { TransactionFilter } from './types'

/** A balance that somebody tops up moves while the clinic works; its topic is for members alone, so it is asked for. */
const BALANCE_REFRESH_MS = 5_000
const OVERVIEW_REFRESH_MS = 30_000
const PAGE = 50

const root = ['saas-credits'] as const

export const overviewQuery = queryOptions({
  queryKey: [...root, 'overview'],
  queryFn: api.getOverview,
  refetchInterval: OVERVIEW_REFRESH_MS,
})
export const bookCheckQuery = queryOptions({
  queryKey: [...root, 'book-check'],
  queryFn: api.getBookCheck,
  refetchInterval: OVERVIEW_REFRESH_MS,
})
export const purchasesQuery = (status: 'pending' | 'failed') =>
  queryOptions({ queryKey: [...root, 'purchases', status], queryFn: () => api.listPurchases(status) })
export const eventsQuery = queryOptions({ queryKey: [...root, 'events'], queryFn: api.listEventsToReview })
export const packagesQuery = queryOptions({ queryKey: [...root, 'packages'], queryFn: api.listPackages })
export const productsQuery = queryOptions({ queryKey: [...root, 'products'], queryFn: api.listProducts })
export const topUpsQuery = queryOptions({
  queryKey: [...root, 'top-ups'],
  queryFn: api.listTopUps,
  refetchInterval: OVERVIEW_REFRESH_MS,
})

/** Balances of the clinics that match, kept current. */
export const balancesQuery = (search: Ref<string>) =>
  computed(() =>
    queryOptions({
      queryKey: [...root, 'balances', search.value.trim()],
      queryFn: () => api.listBalances(search.value, 200),
      refetchInterval: BALANCE_REFRESH_MS,
      placeholderData: keepPreviousData,
    }),
  )

/** Add-on balances of the clinics that match. */
export const addonCreditsQuery = (search: Ref<string>) =>
  computed(() =>
    queryOptions({
      queryKey: [...root, 'addon-credits', search.value.trim()],
      queryFn: () => api.listAddonCredits(search.value),
      placeholderData: keepPreviousData,
    }),
  )

/** The ledger of add-ons, page by page. */
export function useTransactions(filter: Ref<TransactionFilter>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...root, 'transactions', filter.value] as const),
    queryFn: ({ pageParam }) => api.listTransactions(filter.value, pageParam, PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length === PAGE ? (page.at(-1)?.id ?? null) : null),
    placeholderData: keepPreviousData,
  })
  return { ...query, rows: computed(() => query.data.value?.pages.flat() ?? []) }
}

/** Fetches everything of this area again, after each change. */
export function useRefresh(): () => void {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: root })
}
