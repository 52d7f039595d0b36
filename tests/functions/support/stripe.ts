import type { Delivery, WebhookRequest } from '../../../local/simulators/core/deliveries.ts'
import { Faults } from '../../../local/simulators/core/faults.ts'
import { stripeRoutes } from '../../../local/simulators/stripe/routes.ts'
import { StripeService, type StripeAct } from '../../../local/simulators/stripe/service.ts'
import type { World } from '../../../local/simulators/world.ts'

export const stripeKey = 'sk_test_clinicaaurora1'

/** The simulated Stripe as the provider of a test: what it tells is kept, and handed over when the test says so. */
export function playStripe() {
  const told: WebhookRequest[] = []
  const faults = new Faults()
  const nothing = () => undefined
  const answered = Promise.resolve({ status: 200, contentType: '', body: '' })
  const world = {
    url: 'https://stripe.test',
    faults,
    hub: { publish: nothing },
    deliveries: {
      post: (request: WebhookRequest): Delivery => {
        told.push(request)
        return { first: answered, done: answered }
      },
    },
    signal: new AbortController().signal,
    touch: nothing,
    log: nothing,
  } as unknown as World
  const service = new StripeService(world, { secretKey: stripeKey, merchant: 'Clínica Aurora' })
  const routes = stripeRoutes(service)
  const calls: { method: string; path: string; key: string | null }[] = []
  return {
    service,
    faults,
    /** What Stripe has told and nobody was handed yet. */
    told,
    calls,
    fetch: (url: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers(init.headers)
      calls.push({
        method: init.method ?? 'GET',
        path: new URL(url).pathname,
        key: headers.get('idempotency-key'),
      })
      return Promise.resolve(routes.fetch(new Request(url, init)))
    },
    act: (id: string, action: StripeAct) => service.act(id, action),
    /** The webhooks that were told, as requests; they are not told again. */
    take: (): Request[] =>
      told.splice(0).map(({ url, headers, body }) => new Request(url, { method: 'POST', headers, body })),
  }
}
