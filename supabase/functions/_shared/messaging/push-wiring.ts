import type { Fetch } from '../platform/provider-http.ts'
import { createWebPush } from '../platform/web-push.ts'
import type { Platform } from '../platform/wiring.ts'
import { createMessagingDatabase } from './database.ts'
import { guardedFetchOf } from './evolution-wiring.ts'

/** What tells browsers whose app is closed. A browser names its push service, so no address of our own network is called. */
export function pushOf(platform: Platform, follow: Fetch = guardedFetchOf(platform)) {
  const { env, log, now, appUrl, calls } = platform
  return {
    database: createMessagingDatabase(calls).service,
    send: env.vapid && createWebPush({ vapid: env.vapid, subject: appUrl, fetch: follow, now }),
    log,
  }
}
