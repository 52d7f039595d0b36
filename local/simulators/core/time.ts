/** Waits, or rejects at once when the simulators stop. Never keeps the process alive by itself. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    timer.unref()
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Whole seconds since 1970, as WhatsApp counts. */
export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)
