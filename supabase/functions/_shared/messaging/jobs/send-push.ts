import type { JobHandler } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { PushTarget, SendWebPush } from '../../platform/web-push.ts'
import type { MessagingService } from '../database.ts'

export interface SendPushDeps {
  database: Pick<MessagingService, 'dropPushSubscription'>
  /** None where the installation has no keys: nobody can subscribe there. */
  send: SendWebPush | null
  log: Log
}

/** Tells a browser whose app is closed; one that its push service does not know any more is forgotten. */
export function sendPush(deps: { push: SendPushDeps }): JobHandler {
  return async (job) => {
    const { database, send, log } = deps.push
    // `app.open_pushes` is what the kind adds to a claimed job.
    const opened = job.opened as (PushTarget & { message: unknown }) | null
    if (!opened) return 'lost'
    const outcome = await send?.(opened, opened.message)
    if (outcome === 'gone')
      await database.dropPushSubscription(job.tenant_id, String(job.payload.subscription_id))
    if (outcome === 'refused') log.error('push refused', { tenant_id: job.tenant_id, job_id: job.job_id })
  }
}
