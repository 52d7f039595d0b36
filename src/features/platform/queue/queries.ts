import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import * as api from './api'

/** The page is watched while something is stuck, so it looks again by itself. */
const REFRESH_MS = 5_000

const queueKey = (tenantId: string) => ['queue', tenantId] as const

export const metricsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...queueKey(tenantId), 'metrics'] as const,
    queryFn: () => api.getQueueMetrics(tenantId),
    refetchInterval: REFRESH_MS,
  })

export const jobsQuery = (tenantId: string, state: 'dead' | 'waiting') =>
  queryOptions({
    queryKey: [...queueKey(tenantId), 'jobs', state] as const,
    queryFn: () => api.listJobs(tenantId, state),
    refetchInterval: REFRESH_MS,
  })

export const unparsedQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...queueKey(tenantId), 'unparsed'] as const,
    queryFn: () => api.listUnparsedEvents(tenantId),
  })

/** Replaying, discarding and reviewing; the whole page is fetched again after each. */
export function useQueueActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const refresh = () => void client.invalidateQueries({ queryKey: queueKey(tenantId) })

  return {
    replay: (jobId: number) => api.replayJob(tenantId, jobId).finally(refresh),
    replayAll: () => api.replayDeadJobs(tenantId).finally(refresh),
    review: (eventIds: readonly string[], reviewed = true) =>
      api.reviewUnparsedEvents(tenantId, eventIds, reviewed).finally(refresh),
    discard: (jobId: number) => api.discardDeadJob(tenantId, jobId).finally(refresh),
  }
}
