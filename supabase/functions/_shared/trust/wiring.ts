import type { Platform } from '../platform/wiring.ts'
import { createWebhookDatabase } from './webhooks.ts'

/** What functions ask for that deal with webhooks of clinics. */
export function webhooksOf({ calls }: Pick<Platform, 'calls'>) {
  const database = createWebhookDatabase(calls)
  return { webhooks: database.service, webhooksAsUser: database.asUser }
}
