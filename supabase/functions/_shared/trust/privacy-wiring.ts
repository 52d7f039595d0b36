import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createPrivacyService } from './privacy-service.ts'

/** What the page for requests about data asks for. */
export function privacyOf({ env, log, calls }: Pick<Platform, 'env' | 'log' | 'calls'>) {
  const key = env.encryptionKeys[env.encryptionKeyId] ?? ''
  return {
    log,
    key,
    now: Date.now,
    service: createPrivacyService(calls.service),
    hashAddress: createAddressHash(key),
  }
}
