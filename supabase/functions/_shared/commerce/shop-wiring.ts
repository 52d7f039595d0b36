import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createShopService } from './shop-service.ts'

/** What the public shop asks for. */
export function shopOf({ env, log, calls }: Pick<Platform, 'env' | 'log' | 'calls'>) {
  return {
    log,
    appUrl: env.appUrl,
    service: createShopService(calls.service),
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
  }
}
