import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createClinicDatabase } from './database.ts'

/** What functions ask for that people without an account call. */
export function clinicOf(platform: Platform) {
  const { env } = platform
  return {
    ...platform,
    database: createClinicDatabase(platform.calls),
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
  }
}
