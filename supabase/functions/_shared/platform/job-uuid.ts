import { sha256Hex } from './hash.ts'
import type { ClaimedJob } from './queue.ts'

/** An id for what a job makes: a repeated run finds it instead of making another. */
export function jobUuid(job: Pick<ClaimedJob, 'job_id' | 'kind'>): string {
  const hex = sha256Hex(`job:${job.job_id}:${job.kind}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
