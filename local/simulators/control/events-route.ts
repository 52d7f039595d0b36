import type { Handler } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { EventHub } from '../core/events.ts'
import { sleep } from '../core/time.ts'

const heartbeatMs = 15_000

/** `GET /control/events`: everything that happens, as server-sent events. */
export function eventsRoute(hub: EventHub, signal: AbortSignal): Handler {
  return (context) =>
    streamSSE(context, async (stream) => {
      const unsubscribe = hub.subscribe((event) => {
        void stream.writeSSE({ event: event.type, data: JSON.stringify(event) })
      })
      stream.onAbort(unsubscribe)
      try {
        while (!stream.aborted) {
          await stream.write(': here\n\n')
          await sleep(heartbeatMs, signal)
        }
      } catch {
        // The simulators stop: the stream ends with them.
      } finally {
        unsubscribe()
      }
    })
}
