import type { Platform } from '../platform/wiring.ts'
import { createStripeClient, type StripeClient } from '../providers/stripe/client.ts'
import { createCommerceDatabase, type StripeKey } from './database.ts'

/** Opens the sealed key of a clinic's account and answers its client. */
export type OpenStripe = (tenantId: string, account: StripeKey) => Promise<StripeClient>

/** What functions ask for that speak with the Stripe accounts of clinics. */
export function commerceOf(platform: Platform) {
  const { env, fetch, secrets } = platform
  const database = createCommerceDatabase(platform.calls)
  const openStripe: OpenStripe = async (tenantId, { id, credentials }) => {
    const { secret_key: secretKey = '' } = await secrets.open(credentials, { tenantId, channelId: id })
    return createStripeClient(fetch, { apiUrl: env.stripeUrl, secretKey })
  }
  return { commerce: database.service, commerceAsUser: database.asUser, openStripe }
}
