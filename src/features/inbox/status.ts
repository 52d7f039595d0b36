import type { ConversationMessage, MessageStatus } from './types'

/** The delivery ladder. `failed` stands between sending and sent: a later callback may still prove delivery. */
const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  failed: 3,
  sent: 4,
  delivered: 5,
  read: 6,
}

/** The status to show when two reports about one message meet: it climbs, and fails only before delivery. */
export function laterStatus(current: MessageStatus, incoming: MessageStatus): MessageStatus {
  if (incoming === 'failed') return RANK[current] < RANK.delivered ? 'failed' : current
  return RANK[incoming] > RANK[current] ? incoming : current
}

export type Tick = 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

/** The mark beside an outbound message; inbound messages have none. */
export function tickOf(message: Pick<ConversationMessage, 'direction' | 'status'>): Tick | null {
  if (message.direction === 'inbound') return null
  switch (message.status) {
    case 'received':
    case 'sent':
      return 'sent'
    case 'queued':
    case 'sending':
      return 'queued'
    default:
      return message.status
  }
}
