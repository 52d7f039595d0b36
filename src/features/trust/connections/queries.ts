import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/vue-query'
import * as api from './api'
import type { EndpointDraft, KeyDraft } from './types'

const all = (tenantId: string) => ['connections', tenantId] as const

export const keysQuery = (tenantId: string) =>
  queryOptions({ queryKey: [...all(tenantId), 'keys'] as const, queryFn: () => api.listKeys(tenantId) })

export const endpointsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...all(tenantId), 'endpoints'] as const,
    queryFn: () => api.listEndpoints(tenantId),
  })

export const deliveriesQuery = (tenantId: string, endpointId: string, failed: boolean) =>
  infiniteQueryOptions({
    queryKey: [...all(tenantId), 'deliveries', endpointId, failed] as const,
    queryFn: ({ pageParam }) => api.listDeliveries(tenantId, endpointId, failed, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length < api.DELIVERIES_PAGE ? undefined : last.at(-1)?.id),
  })

export const deliveryQuery = (tenantId: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenantId), 'delivery', id] as const,
    queryFn: () => api.getDelivery(tenantId, id),
  })

/** What somebody does on the page; all of it is fetched again after each. */
export function useConnectionActions(tenantId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: all(tenantId) })
  const then = <T>(done: Promise<T>) => done.finally(() => void refresh())
  return {
    refresh,
    createKey: (draft: KeyDraft) => then(api.createKey(tenantId, draft)),
    revokeKey: (id: string) => then(api.revokeKey(tenantId, id)),
    saveEndpoint: (draft: EndpointDraft) => then(api.saveEndpoint(tenantId, draft)),
    rotateSecret: (id: string) => then(api.rotateSecret(tenantId, id)),
    setActive: (id: string, active: boolean) => then(api.setActive(tenantId, id, active)),
    removeEndpoint: (id: string) => then(api.removeEndpoint(tenantId, id)),
    test: (id: string) => then(api.testEndpoint(tenantId, id)),
    replay: (endpointId: string, id: string | null) => then(api.replayDeliveries(tenantId, endpointId, id)),
  }
}
