import type { Authenticator } from '../_shared/auth.ts'
import { endpoint, json, type Handler } from '../_shared/http.ts'
import type { WorkReport } from '../_shared/jobs.ts'
import type { Log } from '../_shared/log.ts'

export interface ProcessJobsDeps {
  auth: Authenticator
  work(): Promise<WorkReport>
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/** Runs the jobs that are due. The scheduler calls it and does not wait, so the work outlives the request. */
export function createHandler(deps: ProcessJobsDeps): Handler {
  return endpoint({ name: 'process-jobs', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    deps.auth.secretKey(request)
    const working = deps.work()
    deps.waitUntil(working)
    const report = await working
    if (report.claimed > 0) log.info('jobs done', { ...report })
    return json(report)
  })
}
