import type { SearchEntryKind } from '@contracts/unions'

/** A person or conversation that a search finds. */
export interface FoundEntry {
  kind: SearchEntryKind | 'message'
  id: string
  title: string | null
  thread_key: string | null
  phone: string | null
  /** The last message of a conversation, or what a doctor is specialised in. */
  body: string | null
  occurred_at: string | null
  is_archived: boolean
}

/** A message that a search finds. */
export interface FoundMessage {
  message_id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  direction: 'inbound' | 'outbound'
  body: string | null
  occurred_at: string
}

/** What messages are narrowed by; the empty text is everything. */
export interface MessageFilters {
  channelId: string
  assignedTo: string
  tagId: string
  direction: '' | 'inbound' | 'outbound'
  period: Period
  hasFile: boolean
}

/** How far back messages are looked for. */
export type Period = '' | 'day' | 'week' | 'month' | 'year'
