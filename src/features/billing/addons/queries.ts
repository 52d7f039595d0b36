import { queryOptions } from '@tanstack/vue-query'
import * as api from './api'

export const addonKeys = {
  all: (tenantId: string) => ['addons', tenantId] as const,
  statement: (tenantId: string) => [...addonKeys.all(tenantId), 'statement'] as const,
}

export const addonBalancesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...addonKeys.all(tenantId), 'balances'] as const,
    queryFn: () => api.listAddonBalances(tenantId),
  })

export const addonOffersQuery = queryOptions({ queryKey: ['addon-offers'], queryFn: api.listAddonOffers })

export const addonTypesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...addonKeys.all(tenantId), 'types'] as const,
    queryFn: () => api.listAddonTypes(tenantId),
  })
