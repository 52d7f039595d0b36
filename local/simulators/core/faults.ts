export const providers = ['evolution', 'twilio', 'asaas'] as const
export type Provider = (typeof providers)[number]

/** What goes wrong at one provider. Numbers are how many more times, booleans hold until cleared. */
export interface FaultPlan {
  /** Every faulty call answers this much later. */
  delayMs: number
  status429: number
  /** Seconds that a 429 asks the caller to wait; it says nothing about it when 0. */
  retryAfter: number
  status500: number
  /** Webhooks are delivered twice: all of them, or the next n. */
  duplicate: boolean | number
  /** The statuses of a message are posted in reverse. */
  outOfOrder: boolean
  /** The send is accepted and really happens, but the socket dies before the answer. */
  dropAfterAccept: number
  /** The call is never answered and has no effect. */
  timeout: number
  /** The statuses are posted, and answered, before the send is; a charge is even paid by then. */
  statusBeforeResponse: boolean
  /** No echo and no status is ever posted. */
  noCallbacks: boolean
  /** Calls that are faulty: those that send, or every call of the provider's API. */
  scope: 'send' | 'all'
}

/** Faults that are used up one call at a time. */
export type CountedFault = 'status429' | 'status500' | 'dropAfterAccept' | 'timeout'

const healthy: Readonly<FaultPlan> = {
  delayMs: 0,
  status429: 0,
  retryAfter: 0,
  status500: 0,
  duplicate: false,
  outOfOrder: false,
  dropAfterAccept: 0,
  timeout: 0,
  statusBeforeResponse: false,
  noCallbacks: false,
  scope: 'send',
}

/** The fault switches of all providers. */
export class Faults {
  readonly #plans = new Map<Provider, FaultPlan>()
  readonly #held = new Map<Provider, number>()

  plan(provider: Provider): FaultPlan {
    return this.#plans.get(provider) ?? { ...healthy }
  }

  set(provider: Provider, patch: Partial<FaultPlan>): FaultPlan {
    const plan = { ...this.plan(provider), ...patch }
    this.#plans.set(provider, plan)
    return plan
  }

  clear(provider?: Provider): void {
    if (provider) this.#plans.delete(provider)
    else this.#plans.clear()
  }

  /** Uses up one occurrence of a counted fault, if one is left. */
  take(provider: Provider, fault: CountedFault): boolean {
    const left = this.plan(provider)[fault]
    if (left <= 0) return false
    this.set(provider, { [fault]: left - 1 })
    return true
  }

  /** Counts a call as held until `delay` is over. */
  async hold(provider: Provider, delay: Promise<unknown>): Promise<void> {
    this.#held.set(provider, this.held(provider) + 1)
    await delay.finally(() => this.#held.set(provider, this.held(provider) - 1))
  }

  /** How many calls have come in and wait because of `delayMs`. */
  held(provider: Provider): number {
    return this.#held.get(provider) ?? 0
  }

  /** Whether the next webhook goes out twice. */
  takeDuplicate(provider: Provider): boolean {
    const { duplicate } = this.plan(provider)
    if (typeof duplicate === 'boolean') return duplicate
    if (duplicate <= 0) return false
    this.set(provider, { duplicate: duplicate - 1 })
    return true
  }

  all(): Record<Provider, FaultPlan> {
    return { evolution: this.plan('evolution'), twilio: this.plan('twilio'), asaas: this.plan('asaas') }
  }
}
