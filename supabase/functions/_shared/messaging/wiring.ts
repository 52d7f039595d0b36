import { createBroadcast } from '../platform/broadcast.ts'
import { wakerOf } from '../platform/waking.ts'
import type { Platform } from '../platform/wiring.ts'
import { createMessagingDatabase } from './database.ts'
import { createIngest, createWakingIngest } from './ingest.ts'
import { createTypingLimit, createTypingRelay } from './typing.ts'

/** One batch gathers while two commit; with more, batches get small and each webhook costs the database more. */
const mostParallelWrites = 2

/** What functions about conversations ask for; each provider, and sending, adds its own. */
export function messagingOf(platform: Platform) {
  const database = createMessagingDatabase(platform.calls)
  return {
    ...platform,
    database,
    service: database.service,
    relayTyping: createTypingRelay({
      service: database.service,
      broadcast: createBroadcast({
        projectUrl: platform.env.projectUrl,
        secretKey: platform.env.secretKeys[0] ?? '',
        fetch: platform.fetch,
      }),
      log: platform.log,
      now: platform.now,
    }),
    mayShowTyping: createTypingLimit(platform),
    ingest: createWakingIngest(
      createIngest(
        database.service,
        Math.max(1, Math.min(mostParallelWrites, platform.env.databasePool - 1)),
      ),
      wakerOf(platform),
    ),
  }
}
