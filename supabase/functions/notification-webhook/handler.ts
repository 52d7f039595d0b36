import { z } from 'zod'
import type { Authenticator } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

/** A database webhook of Supabase, as far as it matters here. */
const webhook = z.object({
  type: z.enum(['INSERT', 'UPDATE', 'DELETE']),
  schema: z.string(),
  table: z.string(),
})

export interface NotificationWebhookDeps {
  auth: Pick<Authenticator, 'secretKey'>
  /** Has the worker come by; wishes that come while it runs are one. */
  wake(): void
  pause(milliseconds: number): Promise<void>
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

/** Pushes are due this long after what they tell of (`app.notify`). */
const pushesWaitMs = 3_500

/**
 * The database says that somebody was told of something: the worker takes the pushes as soon as they are due, and not
 * with the next minute. It carries nothing, sends nothing by itself and may be repeated: what has to be pushed, and to
 * whom, is in the jobs, and each of them is done once.
 */
export function createHandler({ auth, wake, pause, waitUntil, log }: NotificationWebhookDeps): Handler {
  return endpoint({ name: 'notification-webhook', methods: ['POST'], log }, async (request) => {
    auth.secretKey(request)
    const { type, schema, table } = await readCommand(request, webhook)
    if (schema !== 'public' || table !== 'notifications' || type === 'DELETE')
      return json({ outcome: 'ignored' })
    waitUntil(pause(pushesWaitMs).then(wake))
    // The database waits for no answer; one that is lost is made good by the clock.
    return json({ outcome: 'accepted' }, 202)
  })
}
