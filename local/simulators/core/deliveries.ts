import type { EventHub } from './events.ts'
import { sleep } from './time.ts'

/** A webhook as it goes over the wire. */
export interface WebhookRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** How one attempt to post a webhook ended. */
export interface Attempt {
  /** HTTP status, or null when there was no answer. */
  status: number | null
  error?: 'connect' | 'timeout' | 'network'
  contentType: string
  body: string
}

/** When a provider tries again. */
export interface RetryPolicy {
  timeoutMs: number
  /** Milliseconds until the next attempt, or null to give up. `count` is the number of attempts made. */
  next(attempt: Attempt, count: number): number | null
}

export interface Delivery {
  /** The first attempt. */
  first: Promise<Attempt>
  /** The attempt after which the provider stopped trying. */
  done: Promise<Attempt>
}

const unanswered = (error: 'connect' | 'timeout' | 'network'): Attempt => ({
  status: null,
  error,
  contentType: '',
  body: '',
})

function classify(error: unknown): 'connect' | 'timeout' | 'network' {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  return cause?.code === 'ECONNREFUSED' || cause?.code === 'UND_ERR_CONNECT_TIMEOUT' ? 'connect' : 'network'
}

/** Posts webhooks and retries them as each provider does. */
export class Deliveries {
  readonly #signal: AbortSignal
  readonly #hub: EventHub
  readonly #retryScale: () => number
  readonly #running = new Set<Promise<Attempt>>()

  constructor(options: { signal: AbortSignal; hub: EventHub; retryScale: () => number }) {
    this.#signal = options.signal
    this.#hub = options.hub
    this.#retryScale = options.retryScale
  }

  post(request: WebhookRequest, policy: RetryPolicy): Delivery {
    const first = this.#attempt(request, policy)
    const done = first.then((attempt) => this.#retry(request, policy, attempt))
    this.#running.add(done)
    void done.finally(() => this.#running.delete(done))
    return { first, done }
  }

  /** Resolves when nothing is in flight and nothing waits for a retry. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Webhooks in flight or waiting for a retry. */
  get pending(): number {
    return this.#running.size
  }

  async #retry(request: WebhookRequest, policy: RetryPolicy, first: Attempt): Promise<Attempt> {
    let attempt = first
    for (let count = 1; ; count++) {
      const wait = policy.next(attempt, count)
      if (wait === null || this.#signal.aborted) return attempt
      try {
        await sleep(wait * this.#retryScale(), this.#signal)
      } catch {
        return attempt
      }
      attempt = await this.#attempt(request, policy)
    }
  }

  async #attempt(request: WebhookRequest, policy: RetryPolicy): Promise<Attempt> {
    const attempt = await this.#fetch(request, policy.timeoutMs)
    const error = attempt.error ? { error: attempt.error } : {}
    this.#hub.publish({ type: 'webhook', url: request.url, status: attempt.status, ...error })
    return attempt
  }

  async #fetch(request: WebhookRequest, timeoutMs: number): Promise<Attempt> {
    try {
      const response = await fetch(request.url, {
        method: 'POST',
        headers: request.headers,
        body: request.body,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(timeoutMs)]),
      })
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await response.text(),
      }
    } catch (error) {
      return unanswered(classify(error))
    }
  }
}
