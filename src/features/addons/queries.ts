import { queryOptions, useInfiniteQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/features/tenancy/context'
import * as api from './api'

const PAGE_SIZE = 30

export const addonBalancesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ['addons', tenantId, 'balances'] as const,
    queryFn: () => api.listAddonBalances(tenantId),
  })

export const addonOffersQuery = queryOptions({ queryKey: ['addon-offers'], queryFn: api.listAddonOffers })

/** The ledger of add-ons, page after page. */
export function useAddonStatement() {
  const tenantId = requireTenantId()
  const query = useInfiniteQuery({
    queryKey: ['addons', tenantId, 'statement'] as const,
    queryFn: ({ pageParam }) => api.listAddonMovements(tenantId, pageParam, PAGE_SIZE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE_SIZE ? undefined : page.at(-1)?.id),
  })
  return { ...query, movements: computed(() => query.data.value?.pages.flat() ?? []) }
}
