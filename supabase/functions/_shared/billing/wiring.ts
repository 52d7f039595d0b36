import type { Platform } from '../platform/wiring.ts'
import { createBillingDatabase } from './database.ts'

/** What functions about money ask for; `asaasOf` adds the client. */
export function billingOf(platform: Platform) {
  const database = createBillingDatabase(platform.calls)
  return {
    ...platform,
    database,
    service: database.service,
    asaasWebhookToken: platform.env.asaas?.webhookToken ?? null,
  }
}
