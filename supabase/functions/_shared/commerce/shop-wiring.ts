import { randomBytes } from 'node:crypto'
import { createCepLookUp } from '../clinic/cep.ts'
import { storeOf } from '../media/wiring.ts'
import { createAddressHash } from '../platform/caller-address.ts'
import { wakerOf } from '../platform/waking.ts'
import type { Platform } from '../platform/wiring.ts'
import { carriersOf, createAskCarriers } from './carriers/carriers.ts'
import { createShopService } from './shop-service.ts'

/** What the public shop asks for. */
export function shopOf(platform: Platform) {
  const { env, log, calls, fetch } = platform
  const key = env.encryptionKeys[env.encryptionKeyId] ?? ''
  const service = createShopService(calls.service)
  const askCarriers = createAskCarriers({
    service,
    secrets: platform.secrets,
    openCarrier: carriersOf(platform),
    log,
  })
  return {
    images: storeOf(platform).in('product-images'),
    log,
    appUrl: env.appUrl,
    service: {
      ...service,
      /** What carriers say of a parcel is known before the cart is priced. */
      quote: async (...cart: Parameters<typeof service.quote>) => {
        await askCarriers(...cart)
        return service.quote(...cart)
      },
    },
    hashAddress: createAddressHash(key),
    /** Signs the carts that browsers keep, and makes the secrets of their chats. */
    cartKey: key,
    wake: wakerOf(platform),
    /** Names a form that is handed out. */
    newFormToken: () => randomBytes(24).toString('base64url'),
    lookUpCep: createCepLookUp({ fetch, url: env.cepUrl }),
  }
}
