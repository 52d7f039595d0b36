import { SharedFrame, type Broadcast } from './protocol.ts'
import { topicKey, type Registry } from './registry.ts'
import type { Tuple, WalMessage } from './replication.ts'

/** A row of `realtime.messages` as a broadcast; null for rows that are not one. */
export function messageFromRow(row: Tuple): { key: string; topic: string; broadcast: Broadcast } | null {
  const { topic, event, extension, id } = row
  if (!topic || !event || extension !== 'broadcast') return null
  const binary = row['binary_payload']
  const broadcast: Broadcast = {
    event,
    json: binary ? null : (row['payload'] ?? '{}'),
    binary: binary ? Buffer.from(binary.slice(2), 'hex') : null,
    ...(id ? { meta: { id } } : {}),
  }
  return { key: topicKey(topic, row['private'] === 't'), topic, broadcast }
}

/** Passes each row that a transaction added to `realtime.messages` to whoever is on its topic, in commit order. */
export function createMessageRelay(registry: Registry): (message: WalMessage) => void {
  return (message) => {
    if (message.tag !== 'insert') return
    const found = messageFromRow(message.new)
    if (!found || !registry.has(found.key)) return
    registry.deliver(
      found.key,
      'broadcast',
      SharedFrame.broadcast(`realtime:${found.topic}`, found.broadcast),
    )
  }
}
