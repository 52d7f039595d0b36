import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createIntakeService } from './intake-service.ts'

/** What functions ask for that people without an account call. */
export function intakeOf(platform: Platform) {
  const { env } = platform
  return {
    ...platform,
    service: createIntakeService(platform.calls.service),
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
  }
}
