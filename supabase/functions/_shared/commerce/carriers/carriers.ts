import type { Env } from '../../platform/env.ts'
import type { Log } from '../../platform/log.ts'
import type { Fetch } from '../../platform/provider-http.ts'
import type { SecretBox } from '../../platform/secrets.ts'
import type { Cart, CarrierAsk, ShopService } from '../shop-service.ts'
import type { Carrier } from './carrier.ts'
import { createMelhorEnvio } from './melhor-envio.ts'

/** Opens the account of a clinic at a provider; null: there is no such provider. */
export type OpenCarrier = (provider: string, token: string) => Carrier | null

/** The adapters that there are. */
export const carriersOf =
  ({ env, fetch }: { env: Pick<Env, 'melhorEnvioUrl'>; fetch: Fetch }): OpenCarrier =>
  (provider, token) =>
    provider === 'melhor_envio' ? createMelhorEnvio(fetch, { apiUrl: env.melhorEnvioUrl, token }) : null

export interface AskCarriersDeps {
  service: Pick<ShopService, 'carriersToAsk' | 'keepShippingQuote'>
  secrets: Pick<SecretBox, 'open'>
  openCarrier: OpenCarrier
  log: Pick<Log, 'warn'>
}

/**
 * Asks the carriers of a shop what a cart costs to send, where they have not said so lately. One that does not answer is left
 * out: the table of the clinic is there, and the next look at the cart asks again.
 */
export function createAskCarriers({ service, secrets, openCarrier, log }: AskCarriersDeps) {
  return async (slug: string, cart: Cart, ipHash: string | null): Promise<void> => {
    // without a CEP there is nothing to ask
    if (!cart.cep) return
    const asks = await service.carriersToAsk(slug, cart, ipHash)
    await Promise.all(asks.map(ask))
  }

  async function ask({ tenant_id, id, provider, credentials, ...parcel }: CarrierAsk): Promise<void> {
    const { token = '' } = await secrets.open(credentials, { tenantId: tenant_id, channelId: id })
    const answer = await openCarrier(provider, token)?.quote(parcel)
    if (!answer) return
    if (answer.kind === 'unknown')
      return log.warn('carrier did not answer', { provider, detail: answer.detail })
    if (answer.kind === 'unauthorized') log.warn('carrier refuses the key', { provider, tenant_id })
    const { to, grams, cents } = parcel
    const services = answer.kind === 'ok' ? answer.services : null
    await service.keepShippingQuote(tenant_id, id, { to, grams, cents }, services)
  }
}
