import type { ConversationMessage } from '../types'
import { buildTimeline, type TimelineItem } from './timeline'

/** Messages of one conversation that follow each other. */
export interface HistoryPart {
  key: string
  threadId: string
  items: TimelineItem[]
}

/**
 * Lays out messages of several conversations (oldest first): each change of the conversation begins a part, and a day is
 * said once.
 */
export function buildHistory(
  messages: ConversationMessage[],
  dayOf: (instant: string) => string,
): HistoryPart[] {
  const parts: { threadId: string; messages: ConversationMessage[] }[] = []
  for (const message of messages) {
    const last = parts.at(-1)
    if (last?.threadId === message.thread_id) last.messages.push(message)
    else parts.push({ threadId: message.thread_id, messages: [message] })
  }
  let day = ''
  return parts.map(({ threadId, messages: own }) => ({
    key: own[0]!.id,
    threadId,
    items: buildTimeline(own, dayOf).filter((item) => {
      if (item.type !== 'day') return true
      const isNew = item.key !== day
      day = item.key
      return isNew
    }),
  }))
}
