import type { Random } from './random.ts'

/** A webhook as its provider posts it. */
export interface Webhook {
  url: string
  headers: Record<string, string>
  body: string
}

/** What must be stored of a message once all webhooks about it have been taken, in whatever order. */
export interface ExpectedMessage {
  id: string
  provider: 'evolution' | 'twilio'
  /** E.164 with the ninth digit. */
  phone: string
  direction: 'inbound' | 'outbound'
  body: string
  status: 'received' | 'sent' | 'delivered' | 'read'
  emoji: string | null
  edited: boolean
  deleted: boolean
}

/** The webhooks of one conversation in the order in which things happened, and what they amount to. */
export interface Story {
  webhooks: Webhook[]
  messages: ExpectedMessage[]
}

/**
 * The order in which webhooks are posted: conversations run side by side, neighbours overtake each other, and one in
 * five comes again, at once or much later.
 */
export function shuffleDeliveries(random: Random, stories: readonly Story[]): Webhook[] {
  const total = stories.reduce((sum, { webhooks }) => sum + webhooks.length, 0)
  const overtaking = 120
  const deliveries = stories.flatMap(({ webhooks }) =>
    webhooks.flatMap((webhook, index) => {
      const place = (index / webhooks.length) * total + random.next() * overtaking
      const again = random.once(2) ? random.next() : random.next() * total
      return random.once(5)
        ? [
            { webhook, place },
            { webhook, place: place + again },
          ]
        : [{ webhook, place }]
    }),
  )
  return deliveries.sort((left, right) => left.place - right.place).map(({ webhook }) => webhook)
}
