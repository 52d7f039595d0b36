import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import type { Faults, Provider } from './faults.ts'
import { sleep } from './time.ts'

const unansweredMs = 120_000

/** Makes the calls of a provider's API fail as its fault plan says. `refuse` gives the provider's error shape. */
export function requestFaults(options: {
  provider: Provider
  faults: Faults
  signal: AbortSignal
  /** Whether this middleware stands before the calls that send, or before all. */
  scope: 'send' | 'all'
  refuse: (status: 429 | 500) => Response
}): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { faults, provider, signal } = options
  return async (context, next) => {
    const about = await faults.aboutOf(provider, async () => `${context.req.url} ${await context.req.text()}`)
    const plan = faults.plan(provider, about)
    if (plan.scope !== options.scope) return next()
    const hangUp = () => {
      context.env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    if (plan.delayMs > 0) await faults.hold(provider, sleep(plan.delayMs, signal))
    if (faults.take(provider, 'timeout', about)) {
      const closed = new Promise<void>((resolve) =>
        context.env.incoming.socket.once('close', () => resolve()),
      )
      await Promise.race([closed, sleep(unansweredMs, signal)])
      return hangUp()
    }
    if (faults.take(provider, 'status429', about)) {
      const refusal = options.refuse(429)
      if (plan.retryAfter > 0) refusal.headers.set('retry-after', String(plan.retryAfter))
      return refusal
    }
    if (faults.take(provider, 'status500', about)) return options.refuse(500)
    await next()
    if (context.res.ok && faults.take(provider, 'dropAfterAccept', about)) {
      context.res = undefined
      context.res = hangUp()
    }
  }
}
