import { wakerOf } from '../platform/waking.ts'
import type { Platform } from '../platform/wiring.ts'
import { createMessagingDatabase } from './database.ts'
import { createIngest, createWakingIngest } from './ingest.ts'

/** One batch gathers while two commit; with more, batches get small and each webhook costs the database more. */
const mostParallelWrites = 2

/** What functions about conversations ask for; each provider, and sending, adds its own. */
export function messagingOf(platform: Platform) {
  const database = createMessagingDatabase(platform.calls)
  return {
    ...platform,
    database,
    service: database.service,
    ingest: createWakingIngest(
      createIngest(
        database.service,
        Math.max(1, Math.min(mostParallelWrites, platform.env.databasePool - 1)),
      ),
      wakerOf(platform),
    ),
  }
}
