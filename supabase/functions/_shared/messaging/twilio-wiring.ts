import type { Platform } from '../platform/wiring.ts'
import { createTwilioClient } from '../providers/twilio/client.ts'
import { createMessagingDatabase } from './database.ts'
import { createTwilioDirectory } from './twilio-directory.ts'

/** What functions ask for that speak with Twilio. */
export function twilioOf(platform: Platform) {
  const { secrets, log } = platform
  const { service } = createMessagingDatabase(platform.calls)
  return {
    twilio: createTwilioClient(platform.fetch, platform.env.twilio),
    twilioDirectory: createTwilioDirectory({ database: service, secrets, log, now: Date.now }),
  }
}
