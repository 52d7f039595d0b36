export const providers = [
  'evolution',
  'twilio',
  'asaas',
  'dinamize',
  'melhor_envio',
  'stripe',
  'whatsapp_cloud',
  'messenger',
  'instagram',
] as const
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

/** The fault switches of all providers, and those of the calls that name one clinic. */
export class Faults {
  readonly #plans = new Map<Provider, FaultPlan>()
  readonly #plansFor = new Map<string, { provider: Provider; about: string; plan: FaultPlan }>()
  readonly #held = new Map<Provider, number>()

  plan(provider: Provider, about = ''): FaultPlan {
    const plan = about === '' ? this.#plans.get(provider) : this.#plansFor.get(`${provider} ${about}`)?.plan
    return plan ?? { ...healthy }
  }

  /** Changes the plan of a provider; with `about`, only for calls whose address or body contains it. */
  set(provider: Provider, patch: Partial<FaultPlan>, about = ''): FaultPlan {
    const plan = { ...this.plan(provider, about), ...patch }
    if (about === '') this.#plans.set(provider, plan)
    else this.#plansFor.set(`${provider} ${about}`, { provider, about, plan })
    return plan
  }

  /** Heals one provider, or the calls that `about` singles out, or all. */
  clear(provider?: Provider, about?: string): void {
    for (const [key, entry] of this.#plansFor) {
      const meant = (!provider || entry.provider === provider) && (!about || entry.about === about)
      if (meant) this.#plansFor.delete(key)
    }
    if (about) return
    if (provider) this.#plans.delete(provider)
    else this.#plans.clear()
  }

  /** What singles this call out; empty when the provider's own plan counts. */
  async aboutOf(provider: Provider, request: () => Promise<string>): Promise<string> {
    const entries = [...this.#plansFor.values()].filter((entry) => entry.provider === provider)
    if (entries.length === 0) return ''
    const text = await request()
    return entries.find(({ about }) => text.includes(about))?.about ?? ''
  }

  /** Uses up one occurrence of a counted fault, if one is left. */
  take(provider: Provider, fault: CountedFault, about = ''): boolean {
    const left = this.plan(provider, about)[fault]
    if (left <= 0) return false
    this.set(provider, { [fault]: left - 1 }, about)
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
    return Object.fromEntries(providers.map((provider) => [provider, this.plan(provider)])) as Record<
      Provider,
      FaultPlan
    >
  }
}
