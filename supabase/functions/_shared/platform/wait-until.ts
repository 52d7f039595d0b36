interface EdgeRuntime {
  waitUntil?(promise: Promise<unknown>): void
}

/** Keeps a hosted isolate alive until `promise` settles; elsewhere the process lives on by itself. */
export function waitUntil(promise: Promise<unknown>): void {
  const settled = promise.catch(() => undefined)
  // The global exists on the hosted runtime only and has no type of its own.
  const runtime = (globalThis as { EdgeRuntime?: EdgeRuntime }).EdgeRuntime
  runtime?.waitUntil?.(settled)
}
