import type { Call } from './db.ts'
import type { JsonObject } from './json.ts'

export interface ClaimedJob {
  job_id: number | string
  kind: string
  tenant_id: string
  lease_token: string
  attempts: number
  payload: JsonObject
  /** What the kind adds when it is claimed (`app.job_kinds.open_function`). */
  opened: unknown
}

export interface QueueHealth {
  waiting: number
  running: number
  dead: number
  oldest_waiting_seconds: number | null
}

/** A claimed job as its holder closes it. */
export type HeldJob = Pick<ClaimedJob, 'tenant_id' | 'job_id' | 'lease_token'>

export interface JobFailure {
  error: string
  permanent: boolean
  retryAfterSeconds?: number | null
}

/** The queue as the worker sees it. */
export interface Queue {
  claimJobs(limit: number): Promise<ClaimedJob[]>
  /** False when somebody else holds the job now. */
  finishJob(job: HeldJob): Promise<boolean>
  failJob(job: HeldJob, failure: JobFailure): Promise<string>
  queueHealth(): Promise<QueueHealth>
  /** Removes finished jobs and early actions that nobody will look at again. */
  pruneExpired(): Promise<void>
}

/** The queue over one connection pool. */
export function createQueue(call: Call): Queue {
  return {
    claimJobs: async (limit) =>
      (await call<ClaimedJob[] | null>((sql) => sql`select app.claim_jobs(${limit}) as value`)) ?? [],
    finishJob: async ({ tenant_id, job_id, lease_token }) =>
      (await call<boolean | null>(
        (sql) => sql`select app.finish_job(${tenant_id}, ${job_id}, ${lease_token}) as value`,
      )) === true,
    failJob: async ({ tenant_id, job_id, lease_token }, failure) =>
      (await call<string | null>(
        (
          sql,
        ) => sql`select app.fail_job(${tenant_id}, ${job_id}, ${lease_token}, ${failure.error}, ${failure.permanent},
          ${failure.retryAfterSeconds ?? null}) as value`,
      )) ?? 'lost',
    queueHealth: () => call((sql) => sql`select app.queue_health() as value`),
    pruneExpired: async () => {
      await call((sql) => sql`select app.prune_expired() as value`)
    },
  }
}
