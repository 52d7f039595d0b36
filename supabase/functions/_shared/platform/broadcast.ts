import type { Fetch } from './provider-http.ts'

/** Says something to the screens of a clinic that are open now. What is not heard is lost. */
export type Broadcast = (tenantId: string, event: string, payload: Record<string, unknown>) => Promise<void>

export interface BroadcastOptions {
  projectUrl: string
  secretKey: string
  fetch: Fetch
}

const timeoutMs = 3_000

/**
 * The project's Realtime over HTTP: for news that nobody needs later. What has to reach every screen goes through
 * `app.broadcast`, in the transaction that it tells about.
 */
export function createBroadcast({ projectUrl, secretKey, fetch }: BroadcastOptions): Broadcast {
  return async (tenantId, event, payload) => {
    const response = await fetch(`${projectUrl}/realtime/v1/api/broadcast`, {
      method: 'POST',
      headers: { apikey: secretKey, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ topic: `tenant:${tenantId}`, event, payload, private: true }] }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`Realtime answered ${response.status}.`)
  }
}
