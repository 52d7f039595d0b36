import { rpc } from '@/lib/rpc'
import type { QueueJob, QueueMetrics, UnparsedEvent } from './types'

export function getQueueMetrics(tenantId: string): Promise<QueueMetrics> {
  return rpc('get_queue_metrics', { p_tenant_id: tenantId })
}

export function listJobs(tenantId: string, state: 'dead' | 'waiting'): Promise<QueueJob[]> {
  return rpc('list_queue_jobs', { p_tenant_id: tenantId, p_state: state, p_limit: 100 })
}

export function replayJob(tenantId: string, jobId: number): Promise<void> {
  return rpc('replay_job', { p_tenant_id: tenantId, p_job_id: jobId })
}

/** How many jobs went back to the queue. */
export function replayDeadJobs(tenantId: string): Promise<number> {
  return rpc('replay_dead_jobs', { p_tenant_id: tenantId })
}

export function discardDeadJob(tenantId: string, jobId: number): Promise<void> {
  return rpc('discard_dead_job', { p_tenant_id: tenantId, p_job_id: jobId })
}

/** Takes events off the list, or puts them back; they stay stored. */
export function reviewUnparsedEvents(
  tenantId: string,
  eventIds: readonly string[],
  reviewed: boolean,
): Promise<number> {
  return rpc('review_unparsed_events', {
    p_tenant_id: tenantId,
    p_event_ids: [...eventIds],
    p_reviewed: reviewed,
  })
}

export function listUnparsedEvents(tenantId: string): Promise<UnparsedEvent[]> {
  return rpc('list_unparsed_events', { p_tenant_id: tenantId, p_limit: 50 })
}
