import { pixOf } from '../clinic/pix/wiring.ts'
import { storeOf } from '../media/wiring.ts'
import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createOrderPageService } from './order-page-service.ts'
import { commerceOf } from './wiring.ts'

/** What the page of an order asks for. */
export function orderPageOf(platform: Platform) {
  const { env, log, now, pause, calls } = platform
  return {
    ...commerceOf(platform),
    ...pixOf(platform),
    store: storeOf(platform),
    log,
    now,
    pause,
    appUrl: env.appUrl,
    pages: createOrderPageService(calls.service),
    hashAddress: createAddressHash(env.encryptionKeys[env.encryptionKeyId] ?? ''),
  }
}
