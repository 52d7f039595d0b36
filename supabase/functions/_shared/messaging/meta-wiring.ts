import type { Platform } from '../platform/wiring.ts'
import { createGraphClient } from '../providers/meta/graph.ts'

/** What functions ask for that speak with Meta. */
export function metaOf({ env, fetch }: Platform) {
  return { metaApp: env.meta, graph: createGraphClient(fetch, env.meta) }
}
