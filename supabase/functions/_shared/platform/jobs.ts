import type { ServiceDatabase } from './db-service.ts'
import type { ClaimedJob } from './db-types.ts'
import { DatabaseUnavailable, toApiError } from './errors.ts'
import { describeError, type Log } from './log.ts'
import type { RunSend } from '../messaging/sending.ts'
import type { WhatsappHooks } from '../whatsapp-hooks.ts'

/** What became of the jobs of one run. */
export interface WorkReport {
  claimed: number
  finished: number
  retried: number
  dead: number
}

type JobEnd = 'finished' | 'retried' | 'dead' | 'lost'
type JobHandler = (job: ClaimedJob) => Promise<JobEnd>

export interface WorkerDeps {
  database: Pick<ServiceDatabase, 'claimJobs' | 'finishJob' | 'failJob'>
  runSend: RunSend
  hooks: WhatsappHooks
  log: Log
  now(): Date
}

const jobsAtOnce = 20
/** New jobs are claimed for this long; what has been claimed is run to its end. */
const claimForMs = 20_000

/** Claims due jobs and runs them side by side until none is due. Any number of workers may run at once. */
export function createWorker(deps: WorkerDeps): () => Promise<WorkReport> {
  const handlers = createHandlers(deps)

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
      return await handler(job)
    } catch (error) {
      log.error('job failed', { attempts: job.attempts, ...describeError(error) })
      // Without a database nothing can be noted: the lease runs out and another worker takes the job.
      if (error instanceof DatabaseUnavailable) return 'lost'
      return await fail(job, toApiError(error).code, false).catch((): JobEnd => 'lost')
    }
  }

  async function fail(job: ClaimedJob, error: string, permanent: boolean): Promise<JobEnd> {
    const state = await deps.database.failJob(job.job_id, job.lease_token, { error, permanent })
    return state === 'retry' ? 'retried' : state === 'dead' ? 'dead' : 'lost'
  }
}

function createHandlers(deps: WorkerDeps): Map<string, JobHandler> {
  const acknowledge: JobHandler = async (job) => {
    await deps.hooks.acknowledge(job)
    return (await deps.database.finishJob(job.job_id, job.lease_token)) ? 'finished' : 'lost'
  }
  return new Map<string, JobHandler>([
    ['send_message', (job) => sendMessage(job, deps.runSend)],
    ['opt_out_ack', acknowledge],
    ['opt_in_ack', acknowledge],
  ])
}

/** Ends of a send are written by `complete_send`, together with the message. */
async function sendMessage(job: ClaimedJob, runSend: RunSend): Promise<JobEnd> {
  if (!job.send) return 'lost'
  const { state } = await runSend(job.send)
  const ends: Record<string, JobEnd> = { sent: 'finished', retry: 'retried', failed: 'dead' }
  return ends[state] ?? 'lost'
}
