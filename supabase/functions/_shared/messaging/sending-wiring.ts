import type { ObjectStore } from '../media/object-store.ts'
import { createUploads } from '../media/uploads.ts'
import { storeOf } from '../media/wiring.ts'
import type { Fetch } from '../platform/provider-http.ts'
import type { Platform } from '../platform/wiring.ts'
import { createCloudProvider } from '../providers/meta/cloud.ts'
import { createSocialProvider } from '../providers/meta/social.ts'
import { createShopChatProvider } from '../providers/shop-chat.ts'
import type { EvolutionClient } from '../providers/evolution/client.ts'
import { createEvolutionProvider } from '../providers/evolution/evolution.ts'
import type { TwilioClient } from '../providers/twilio/client.ts'
import { createTwilioProvider } from '../providers/twilio/twilio.ts'
import { twilioWebhook } from '../providers/twilio/webhook.ts'
import { createWhatsappHooks } from '../whatsapp-hooks.ts'
import { createChanging } from './changing.ts'
import { createMessagingDatabase } from './database.ts'
import { evolutionOf, guardedFetchOf } from './evolution-wiring.ts'
import { metaOf } from './meta-wiring.ts'
import { createSending } from './sending.ts'
import { twilioOf } from './twilio-wiring.ts'

/** What functions ask for that send messages, through whichever provider a clinic has. */
export function sendingOf(
  platform: Platform,
  clients: { evolution: EvolutionClient; twilio: TwilioClient } = {
    ...evolutionOf(platform),
    ...twilioOf(platform),
  },
  {
    store = storeOf(platform),
    follow = guardedFetchOf(platform),
  }: { store?: ObjectStore; follow?: Fetch } = {},
) {
  const { secrets, log, now, pause, waitUntil, publicUrl } = platform
  const { service } = createMessagingDatabase(platform.calls)
  const { graph, metaApp } = metaOf(platform)
  const providers = {
    evolution: createEvolutionProvider(clients.evolution),
    twilio: createTwilioProvider(clients.twilio, twilioWebhook(publicUrl).status, follow),
    whatsapp_cloud: createCloudProvider(graph, metaApp),
    messenger: createSocialProvider('messenger', graph, metaApp),
    instagram: createSocialProvider('instagram', graph, metaApp),
    shop_chat: createShopChatProvider(),
  }
  const media = { database: service, providers, secrets, store, follow, log }
  const runSend = createSending({ ...media, pause, waitUntil })
  return {
    providers,
    runSend,
    messages: service,
    runChange: createChanging(media),
    acceptUpload: createUploads(media),
    media,
    tokens: { database: service, graph, secrets, log, now },
    hooks: createWhatsappHooks({ database: service, runSend, log }),
  }
}
