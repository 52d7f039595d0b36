import type { Platform } from '../platform/wiring.ts'
import { createObjectStore } from './object-store.ts'

/** The files of the clinics, in the project's own storage. */
export function storeOf({ env }: Platform) {
  return createObjectStore({
    projectUrl: env.projectUrl,
    secretKey: env.secretKeys[0] ?? '',
    fetch: (input, init) => fetch(input, init),
  })
}
