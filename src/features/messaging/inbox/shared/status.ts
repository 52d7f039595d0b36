import type { ConversationMessage, MessageStatus } from '../types'

/** The delivery ladder. A failure stands beside sent: only a proof of delivery replaces it. */
const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  failed: 3,
  delivered: 4,
  read: 5,
}

/** The status to show when two reports about one message meet: it climbs, and fails only before delivery. */
export function laterStatus(current: MessageStatus, incoming: MessageStatus): MessageStatus {
  if (incoming === 'failed') return RANK[current] < RANK.delivered ? 'failed' : current
  return RANK[incoming] > RANK[current] ? incoming : current
}

const PENDING: ReadonlySet<MessageStatus> = new Set(['queued', 'sending'])

/** Still to go: it waits, is on its way, or is tried again. */
export function isPending(status: MessageStatus): boolean {
  return PENDING.has(status)
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
