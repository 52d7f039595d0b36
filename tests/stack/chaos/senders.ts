import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Webhook } from './model.ts'

/** Answers after which a provider does not try again. */
const final = new Set([400, 401, 403, 404, 413, 415, 422])

/** How far the traffic is; disturbances and sends are timed by it, not by the clock. */
export class Traffic {
  readonly total: number
  done = 0
  /** Answers that no provider would have repeated, and that are no success. */
  readonly refusals: string[] = []
  /** Attempts that had to be repeated. */
  repeated = 0

  constructor(total: number) {
    this.total = total
  }

  get share(): number {
    return this.done / this.total
  }
}

/** Repeats a request until it is taken, as providers and the app do. */
async function persist(attempt: () => Promise<number | null>, traffic: Traffic, what: string): Promise<void> {
  for (let wait = 50; ; wait = Math.min(1000, wait * 2)) {
    const status = await attempt()
    if (status !== null && status >= 200 && status < 300) return
    if (status !== null && final.has(status)) {
      traffic.refusals.push(`${status} ${what}`)
      return
    }
    traffic.repeated += 1
    await sleep(wait)
  }
}

async function request(url: string, init: RequestInit): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(20_000), ...init })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}

/** Posts webhooks side by side. */
export async function deliver(
  deliveries: readonly Webhook[],
  traffic: Traffic,
  lanes: number,
): Promise<void> {
  const queue = deliveries.values()
  const lane = async () => {
    for (const { url, headers, body } of queue) {
      await persist(() => request(url, { headers, body }), traffic, body.slice(0, 300))
      traffic.done += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** An answer that somebody at a clinic writes. */
export interface Answer {
  tenantId: string
  threadKey: string
  body: string
  /** When, as a share of the traffic. */
  at: number
}

/** Presses "send" for each answer when its time has come, again with the same client id while nothing comes back. */
export async function answerAll(
  answers: readonly Answer[],
  traffic: Traffic,
  access: { functionsUrl: string; publishableKey: string; tokens: Record<string, string> },
  lanes: number,
): Promise<void> {
  const queue = answers.values()
  const lane = async () => {
    for (const { tenantId, threadKey, body, at } of queue) {
      while (traffic.share < at) await sleep(20)
      const command = { tenant_id: tenantId, thread_key: threadKey, client_id: randomUUID(), body }
      const init = {
        headers: {
          apikey: access.publishableKey,
          authorization: `Bearer ${access.tokens[tenantId]}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(command),
      }
      await persist(() => request(`${access.functionsUrl}/send-whatsapp-message`, init), traffic, body)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
