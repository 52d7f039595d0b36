import { DatabaseUnavailable, toApiError } from './errors.ts'
import { describeError, type Log } from './log.ts'
import type { ClaimedJob, Queue } from './queue.ts'

/** What became of the jobs of one run. */
export interface WorkReport {
  claimed: number
  finished: number
  retried: number
  dead: number
}

/** How a job ended; `lost` means that somebody else holds it now. */
export type JobEnd = 'finished' | 'retried' | 'dead' | 'lost'

/**
 * Does the work of one job. The worker closes a job whose handler returns nothing, and tries one again whose handler
 * throws; a handler that closes its job itself says how it ended. A job may be run twice.
 */
export type JobHandler = (job: ClaimedJob) => Promise<JobEnd | void>

/** The handlers of a domain, by kind. */
export type JobHandlers = Readonly<Record<string, JobHandler>>

export interface WorkerDeps {
  database: Pick<Queue, 'claimJobs' | 'finishJob' | 'failJob'>
  handlers: JobHandlers
  log: Log
  now(): Date
}

const jobsAtOnce = 20
/** New jobs are claimed for this long; what has been claimed is run to its end. */
const claimForMs = 20_000

/** Claims due jobs and runs them side by side until none is due. Any number of workers may run at once. */
export function createWorker(deps: WorkerDeps): () => Promise<WorkReport> {
  const handlers = new Map(Object.entries(deps.handlers))

  return async () => {
    const report: WorkReport = { claimed: 0, finished: 0, retried: 0, dead: 0 }
    const until = deps.now().getTime() + claimForMs
    do {
      const jobs = await deps.database.claimJobs(jobsAtOnce)
      if (jobs.length === 0) break
      report.claimed += jobs.length
      for (const end of await Promise.all(jobs.map(run))) {
        if (end !== 'lost') report[end] += 1
      }
    } while (deps.now().getTime() < until)
    return report
  }

  async function run(job: ClaimedJob): Promise<JobEnd> {
    const log = deps.log.with({ job_id: job.job_id, kind: job.kind, tenant_id: job.tenant_id })
    try {
      const handler = handlers.get(job.kind)
      if (!handler) return await fail(job, 'unknown_kind', true)
      const end = await handler(job)
      return end ?? ((await deps.database.finishJob(job)) ? 'finished' : 'lost')
    } catch (error) {
      log.error('job failed', { attempts: job.attempts, ...describeError(error) })
      // Without a database nothing can be noted: the lease runs out and another worker takes the job.
      if (error instanceof DatabaseUnavailable) return 'lost'
      return await fail(job, toApiError(error).code, false).catch((): JobEnd => 'lost')
    }
  }

  async function fail(job: ClaimedJob, error: string, permanent: boolean): Promise<JobEnd> {
    const state = await deps.database.failJob(job, { error, permanent })
    return state === 'retry' ? 'retried' : state === 'dead' ? 'dead' : 'lost'
  }
}
