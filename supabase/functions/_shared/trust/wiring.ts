import type { Platform } from '../platform/wiring.ts'
import { createTrustDatabase } from './database.ts'

/** What functions ask for that deal with webhooks of clinics. */
export function webhooksOf({ calls }: Pick<Platform, 'calls'>) {
  const database = createTrustDatabase(calls)
  return { webhooks: database.service, webhooksAsUser: database.asUser }
}
