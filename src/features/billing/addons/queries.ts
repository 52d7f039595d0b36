import { queryOptions, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import * as api from './api'
import type { AddonStatementRequest } from './types'

const PAGE_SIZE = 30

export const addonBalancesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ['addons', tenantId, 'balances'] as const,
    queryFn: () => api.listAddonBalances(tenantId),
  })

export const addonOffersQuery = queryOptions({ queryKey: ['addon-offers'], queryFn: api.listAddonOffers })

export const addonTypesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ['addons', tenantId, 'types'] as const,
    queryFn: () => api.listAddonTypes(tenantId),
  })

/** The ledger of add-ons, page after page. */
export function useAddonStatement(request: Readonly<Ref<AddonStatementRequest>>) {
  const tenantId = requireTenantId()
  const query = useInfiniteQuery({
    queryKey: computed(() => ['addons', tenantId, 'statement', request.value] as const),
    queryFn: ({ pageParam }) => api.listAddonMovements(tenantId, request.value, pageParam, PAGE_SIZE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE_SIZE ? undefined : page.at(-1)?.id),
  })
  return { ...query, movements: computed(() => query.data.value?.pages.flat() ?? []) }
}
