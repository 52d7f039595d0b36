import { storeOf } from '../media/wiring.ts'
import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createShopService } from './shop-service.ts'

/** What the public shop asks for. */
export function shopOf(platform: Platform) {
  const { env, log, calls } = platform
  return {
    images: storeOf(platform).in('product-images'),
    log,
    appUrl: env.appUrl,
    service: createShopService(calls.service),
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
  }
}
