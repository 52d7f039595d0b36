import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { version } from '../_shared/platform/version.ts'
import type { BillingService } from '../_shared/billing/database.ts'
import type { BookHealth } from '../_shared/billing/types.ts'
import type { Queue, QueueHealth } from '../_shared/platform/queue.ts'

export interface HealthDeps {
  queue: Pick<Queue, 'queueHealth'>
  books: Pick<BillingService, 'bookHealth'>
  log: Log
}

/** Work that waits longer means that no worker runs. */
const longestWaitSeconds = 300

/** For uptime monitors: 200 while requests can be served, 503 while they cannot. Counts only, nothing of a clinic. */
export function createHandler(deps: HealthDeps): Handler {
  return endpoint({ name: 'health', methods: ['GET', 'HEAD'], log: deps.log }, async (_request, { log }) => {
    try {
      const [queue, books] = await Promise.all([deps.queue.queueHealth(), deps.books.bookHealth()])
      const status = isLate(queue) || isInDoubt(books) ? 'degraded' : 'ok'
      return json({ status, database: 'up', queue, books, version })
    } catch (error) {
      log.error('database does not answer', describeError(error))
      return json({ status: 'degraded', database: 'down', queue: null, books: null, version }, 503)
    }
  })
}

function isLate(queue: QueueHealth): boolean {
  return (queue.oldest_waiting_seconds ?? 0) > longestWaitSeconds
}

/** Some balance is not the sum of its ledger, or nobody looked last night. */
function isInDoubt(books: BookHealth): boolean {
  return books.faults > 0 || books.is_late
}
