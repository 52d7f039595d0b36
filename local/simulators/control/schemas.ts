import { z } from 'zod'
import { providers } from '../core/faults.ts'

const count = z.coerce.number().int().min(0)

/** `POST /control/faults`. */
export const faultsBody = z.object({
  provider: z.enum(providers),
  delayMs: count.optional(),
  status429: count.optional(),
  retryAfter: count.optional(),
  status500: count.optional(),
  duplicate: z.union([z.boolean(), count]).optional(),
  outOfOrder: z.boolean().optional(),
  dropAfterAccept: count.optional(),
  timeout: count.optional(),
  statusBeforeResponse: z.boolean().optional(),
  noCallbacks: z.boolean().optional(),
  scope: z.enum(['send', 'all']).optional(),
  /** Only calls whose address or body contains this: the instance, the account, the clinic. */
  about: z.string().min(1).optional(),
})

/** `POST /control/settings`. */
export const settingsBody = z.object({
  autoRead: z.boolean().optional(),
  statusDelayMs: count.optional(),
  retryScale: z.number().min(0).optional(),
  qrRefreshMs: z.number().int().min(100).optional(),
})

/** `POST /control/read`: up to a message, or everything of a phone. */
export const readBody = z.object({
  provider: z.enum(['evolution', 'twilio', 'whatsapp_cloud', 'messenger', 'instagram']).optional(),
  account: z.string().optional(),
  phone: z.string().optional(),
  id: z.string().optional(),
})

/** `POST /control/raw`: a body exactly as given, posted as the provider would. */
export const rawBody = z.object({
  provider: z.enum(['evolution', 'twilio', 'whatsapp_cloud', 'messenger', 'instagram']),
  instance: z.string().optional(),
  account: z.string().optional(),
  /** Where to, instead of the configured address. */
  url: z.string().optional(),
  /** Twilio: a callback instead of a message. */
  kind: z.enum(['inbound', 'status']).default('inbound'),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]),
})

/** `POST /control/connection`: what the owner's phone does to an Evolution instance. */
export const connectionBody = z.object({
  instance: z.string().optional(),
  state: z.enum(['open', 'connecting', 'close']),
  statusReason: z.number().int().optional(),
})

/** `POST /control/presence`: what a patient does on their phone right now. */
export const presenceBody = z.object({
  instance: z.string().optional(),
  from: z.string().regex(/\d{6,}/),
  state: z.enum(['composing', 'recording', 'paused', 'available', 'unavailable']),
  group: z.string().optional(),
})

/** `POST /control/scan`. */
export const scanBody = z.object({
  instance: z.string().optional(),
  number: z.string().optional(),
  name: z.string().optional(),
})

/** `POST /control/accounts`: another Twilio account, or other addresses for a known one. */
export const accountBody = z.object({
  sid: z.string().startsWith('AC'),
  authToken: z.string().min(1),
  number: z.string().regex(/^\+\d+$/),
  friendlyName: z.string().optional(),
  inboundUrl: z.string(),
  fallbackUrl: z.string().nullable().optional(),
  statusUrl: z.string().nullable().optional(),
})

/** `POST /control/pix`: what the payer does, and the seller who gives the money back. */
export const pixBody = z.object({ id: z.string(), action: z.enum(['pay', 'expire', 'refund', 'dispute']) })

/** `POST /control/stripe`: what the buyer does at a checkout, and the clinic in its panel. */
export const stripeBody = z.object({
  id: z.string(),
  action: z.enum([
    'pay',
    'pay_later',
    'settle',
    'fail',
    'expire',
    'refund',
    'dispute',
    'win',
    'lose',
    'fail_refund',
  ]),
})

/** `POST /control/meta`: news about a business account of WhatsApp, as Meta tells it. */
export const metaNewsBody = z.object({
  account: z.string(),
  field: z.string(),
  value: z.record(z.string(), z.unknown()),
})

/** `POST /control/meta-accounts`: more numbers, pages and Instagram accounts, until the simulators stop. */
export const metaAccountsBody = z.array(
  z.object({
    provider: z.enum(['whatsapp_cloud', 'messenger', 'instagram']),
    id: z.string(),
    parent: z.string(),
    label: z.string(),
    number: z.string().default(''),
    isOnPhone: z.boolean().default(false),
  }),
)
