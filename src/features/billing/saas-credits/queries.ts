import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { usePages } from '@/ui/list/use-pages'
import * as api from './api'
import type { AsaasEvent, CreditBalance } from './types'

/** A balance that somebody tops up moves while the clinic works; its topic is for members alone, so it is asked for. */
const BALANCE_REFRESH_MS = 5_000
const OVERVIEW_REFRESH_MS = 30_000

/** What all answers of this area are kept under. */
export const root = ['saas-credits'] as const

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
export const packagesQuery = queryOptions({ queryKey: [...root, 'packages'], queryFn: api.listPackages })
export const productsQuery = queryOptions({ queryKey: [...root, 'products'], queryFn: api.listProducts })
export const addonTypesQuery = queryOptions({
  queryKey: [...root, 'addon-types'],
  queryFn: api.listAddonTypes,
})
export const packageChangesQuery = queryOptions({
  queryKey: [...root, 'package-changes'],
  queryFn: api.listPackageChanges,
})
export const topUpsQuery = queryOptions({
  queryKey: [...root, 'top-ups'],
  queryFn: api.listTopUps,
  refetchInterval: OVERVIEW_REFRESH_MS,
})

/** The balance of one clinic, kept current. */
export const balanceQuery = (tenantId: Ref<string | null>) =>
  computed(() =>
    queryOptions({
      queryKey: [...root, 'balance', tenantId.value],
      queryFn: () => api.getBalance(tenantId.value ?? ''),
      enabled: tenantId.value !== null,
      refetchInterval: BALANCE_REFRESH_MS,
    }),
  )

/** Payment notices that wait for a person. */
export const useEvents = () =>
  usePages<null, AsaasEvent>({
    key: [...root, 'events'],
    request: ref(null),
    fetch: (_, after, limit) => api.listEventsToReview(after, limit),
    rowKey: (row) => row.id,
    refetchInterval: OVERVIEW_REFRESH_MS,
  })

/** Clinics that match with their balances, the emptiest first. */
export const useBalances = (search: Ref<string>) =>
  usePages<string, CreditBalance>({
    key: [...root, 'balances'],
    request: search,
    fetch: (text, after, limit) => api.listBalances(text, true, after, limit),
    rowKey: (row) => row.tenant_id,
    refetchInterval: OVERVIEW_REFRESH_MS,
  })

/** Clinics that match by name, while somebody looks for one. */
export const useClinics = (search: Ref<string>, enabled: Ref<boolean>) =>
  usePages<string, CreditBalance>({
    key: [...root, 'clinics'],
    request: search,
    fetch: (text, after, limit) => api.listBalances(text, false, after, limit),
    rowKey: (row) => row.tenant_id,
    enabled,
  })

/** Add-on balances of the clinics that match. */
export const useAddonCredits = (search: Ref<string>) =>
  usePages({
    key: [...root, 'addon-credits'],
    request: search,
    fetch: api.listAddonCredits,
    rowKey: (row) => `${row.tenant_id} ${row.addon_type}`,
  })

/** Fetches everything of this area again, after each change. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: root })
}
