import type { Fetch } from './provider-http.ts'

/** The part of Deno's API that this file uses. Node, where tests run, never repeats a request by itself. */
interface DenoRuntime {
  createHttpClient?(options: { poolMaxIdlePerHost: number }): object
}

/**
 * A `fetch` that sends a request at most once. Deno repeats one, a POST too, when a kept connection breaks before
 * the answer (denoland/deno#32566): a patient would get a message twice. It cannot do so on a new connection, so
 * none is kept.
 */
export function createFetchOnce(): Fetch {
  const runtime = (globalThis as unknown as { Deno?: DenoRuntime }).Deno
  const client = runtime?.createHttpClient?.({ poolMaxIdlePerHost: 0 })
  if (!client) return (input, init) => fetch(input, init)
  return (input, init) => fetch(input, { ...init, client } as RequestInit)
}
