import { createAuthenticator } from './auth.ts'
import type { Platform } from './wiring.ts'

/** Beside the other wiring, because a webhook that signs in nobody need not load what verifies tokens. */
export const authOf = ({ env }: Platform) => ({ auth: createAuthenticator(env) })
