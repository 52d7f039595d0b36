import { describeError } from './log.ts'
import type { Platform } from './wiring.ts'

/**
 * Calls the worker, in the background: by itself it comes by once a minute. While a call is under way, one more follows
 * it, however often it is wanted.
 */
export function wakerOf({ env, fetch, log, waitUntil }: Platform): () => void {
  let isRunning = false
  let isWanted = false

  async function run(): Promise<void> {
    isRunning = true
    try {
      do {
        isWanted = false
        const response = await fetch(`${env.publicUrl}/process-jobs`, {
          method: 'POST',
          headers: { apikey: env.secretKeys[0] ?? '', 'content-type': 'application/json' },
          body: '{}',
          signal: AbortSignal.timeout(60_000),
        })
        await response.body?.cancel()
      } while (isWanted)
    } catch (error) {
      // What is left does the worker that comes by.
      log.info('the worker could not be woken', describeError(error))
    } finally {
      isRunning = false
    }
  }

  return () => {
    isWanted = true
    if (!isRunning) waitUntil(run())
  }
}
