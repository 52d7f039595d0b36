import type { Json } from '../../platform/json.ts'

export type TickStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** WhatsApp's own words, their numbers, and the words of the official channel behind the same gateway. */
const statuses = new Map<string, TickStatus>(
  Object.entries<TickStatus>({
    '0': 'failed',
    '2': 'sent',
    '3': 'delivered',
    '4': 'read',
    '5': 'read',
    ERROR: 'failed',
    FAILED: 'failed',
    SERVER_ACK: 'sent',
    SENT: 'sent',
    DELIVERY_ACK: 'delivered',
    DELIVERED: 'delivered',
    READ: 'read',
    PLAYED: 'read',
  }),
)

/**
 * The step on our ladder, or null for pending and for words we do not know. `DELETED` is none of them: versions 2.3.0 to
 * 2.3.4 of the gateway say it of every update without a status, and tell a real deletion as `messages.delete`.
 */
export function statusOf(value: Json | undefined): TickStatus | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return statuses.get(String(value).trim().toUpperCase()) ?? null
}
