import { createHmac, randomBytes } from 'node:crypto'
import { createAddressHash } from '../platform/caller-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createBookingService } from './booking-service.ts'

/** What the public page of online booking asks for. */
export function bookingOf(platform: Platform) {
  const { env } = platform
  const key = env.encryptionKeys[env.encryptionKeyId] ?? ''
  return {
    log: platform.log,
    appUrl: env.appUrl,
    service: createBookingService(platform.calls.service),
    hashAddress: createAddressHash(key),
    /** Names a form that is handed out. */
    newFormToken: () => randomBytes(24).toString('base64url'),
    /** The secret of a booking's link. A form that is sent again leads to the same, though the database keeps its hash alone. */
    linkTokenOf: (formToken: string) =>
      createHmac('sha256', key).update(`booking:${formToken}`).digest('base64url'),
  }
}
