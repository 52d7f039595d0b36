import type {
  ConversationColumnKey,
  ConversationEventKind,
  ConversationThreadStatus,
} from '@contracts/unions'
import type { MessageKind } from '@contracts/message-kinds'
import type { TemplateChoice } from '@/features/messaging/templates'

/** Rows and events of the inbox as the API and the realtime channel deliver them (without `tenant_id`). */

export type ThreadStatus = ConversationThreadStatus
export type Direction = 'inbound' | 'outbound'
export type MessageStatus = 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** One row a conversation: everything that the list shows. */
export interface ConversationThread {
  id: string
  thread_key: string
  channel: string
  contact_name: string | null
  /** Where the name is from; `person` when it was typed here. */
  name_source: string | null
  phone: string | null
  status: ThreadStatus
  unread_count: number
  last_message_at: string
  last_message_preview: string | null
  last_message_kind: MessageKind | 'deleted' | null
  last_message_direction: Direction | null
  last_message_status: MessageStatus | null
  last_inbound_at: string | null
  /** When the person first wrote of what nobody has answered; null when nobody waits. */
  waiting_since: string | null
  /** The latest reaction that was not taken back. */
  last_reaction: LastReaction | null
  assigned_to: string | null
  assigned_at: string | null
  opted_out: boolean
  is_group: boolean
  /** Ids of the clinic's tags. */
  tag_ids: string[]
  /** Column of the board while it is open. */
  board_column: 'new' | 'in_progress' | 'waiting_contact'
  /** Why it was finished. */
  status_reason: string | null
  snoozed_at: string | null
  /** It sleeps until then, or until somebody writes. */
  snoozed_until: string | null
  /** Nobody is told of what a blocked person writes. */
  blocked_at: string | null
  /** When the next message that was written for later is sent. */
  next_scheduled_at: string | null
  /** Where the profile picture lies; null: initials. */
  picture_path: string | null
  created_at: string
  updated_at: string
}

/** What somebody needs to pay by PIX. */
export interface PixDetails {
  name?: string | null
  key_type?: string | null
  key?: string | null
  code?: string | null
  /** In cents. */
  amount?: number | null
}

/** What one person chooses in a poll. */
export interface PollVote {
  by: 'contact' | 'us'
  /** A member of a group: the phone, or `lid:` and a privacy id. */
  author?: string
  name?: string
  options: string[]
}

export interface QuotedCopy {
  kind?: MessageKind
  body?: string | null
  by?: 'contact' | 'us'
  author?: string
}

/** What a message carries beside its text; every field belongs to one or more kinds. */
export interface MessageContent {
  latitude?: number
  longitude?: number
  name?: string
  address?: string
  contacts?: { name: string; phones: string[] }[]
  id?: string
  title?: string
  description?: string
  options?: string[]
  votes?: PollVote[]
  answers?: { name: string; value: string }[]
  pix?: PixDetails
  /** What was written above a PIX card. */
  note?: string
  header?: string
  footer?: string
  buttons?: string[]
  /** Answers that the clinic offered, and how they are shown; as text they stand in the body. */
  choices?: { id?: string; title: string; description?: string }[]
  choices_as?: 'buttons' | 'list' | 'text'
  choices_button?: string
  /** The answered message as its quoter's phone copied it. */
  quoted?: QuotedCopy
  /** Edited, in words that only phones can read. */
  edit_unknown?: boolean
  view_once?: boolean
  /** Which notice of WhatsApp this is, or which kind of message it did not hand over. */
  type?: string
  forwarded?: boolean
  ephemeral?: boolean
  template?: TemplateChoice
  ad?: { title?: string; body?: string; url?: string }
}

/** Facts about an attached file. The file itself is fetched on demand. */
export interface MessageMedia {
  mime_type?: string
  file_name?: string
  size?: number
  seconds?: number
  voice?: boolean
  /** A film that WhatsApp shows as a GIF: silent, again and again. */
  gif?: boolean
  width?: number
  height?: number
  /** Absent on messages from before files were kept. */
  state?: 'later' | 'remote' | 'ready' | 'refused' | 'expired' | 'failed' | 'deleted'
  /** When somebody asked for it again. */
  asked_at?: string
  /** Why it is refused or could not be fetched. */
  reason?: string
  /** Where it lies in the bucket of the clinic's files, once it is ready. */
  path?: string
  /** What its content is, whatever the message calls it. */
  shown_as?: ShownAs
  /** Up to a hundred loudnesses from 0 to 100. */
  waveform?: number[]
}

/** How a file is shown. */
export type ShownAs = 'image' | 'sticker' | 'voice' | 'audio' | 'video' | 'document'

export interface MessageReaction {
  by: 'contact' | 'us'
  emoji: string
  /** A member of a group: the phone, or `lid:` and a privacy id. */
  author?: string
  name?: string
}

/** What a list shows while a reaction is newer than the last message. */
export interface LastReaction extends MessageReaction {
  at: string
  kind: MessageKind
  preview: string
}

/** Something that happened to a conversation beside its messages. */
export interface ConversationEvent {
  id: string
  thread_id: string
  kind: ConversationEventKind
  /** A member; null when the person of the conversation, or a rule, did it. */
  actor_id: string | null
  assignee_id: string | null
  /** The new name, the tag, the reason for finishing, or the key of the column. */
  name: string | null
  /** Until when it sleeps or slept, or when the message was to be sent. */
  until: string | null
  occurred_at: string
}

/** One message, inbound or outbound. */
export interface ConversationMessage {
  id: string
  thread_id: string
  direction: Direction
  origin: 'contact' | 'app' | 'phone' | 'automation'
  kind: MessageKind
  body: string | null
  content: MessageContent | null
  media: MessageMedia | null
  reactions: MessageReaction[] | null
  reply_to_id: string | null
  reply_to_provider_id: string | null
  author_name: string | null
  status: MessageStatus
  error_code: string | null
  error_detail: string | null
  /** While it is queued or sending: when it is tried again. A queued one without it waits for an earlier one. */
  next_attempt_at: string | null
  client_id: string | null
  sent_by: string | null
  provider: string | null
  provider_message_id: string | null
  occurred_at: string
  delivered_at: string | null
  read_at: string | null
  edited_at: string | null
  deleted_at: string | null
  created_at: string
  /** Set on broadcasts whose body was cut; the full text comes with the next fetch. */
  truncated?: boolean
}

export type ConversationFilter =
  'all' | 'waiting' | 'mine' | 'unassigned' | 'unread' | 'snoozed' | 'pinned' | 'blocked'

/** Open conversations by filter, each counted up to a hundred. */
export type ConversationCounts = Record<Exclude<ConversationFilter, 'pinned' | 'blocked'>, number>

/** What can be done with a conversation from its row. */
export type RowAction = 'read' | 'unread' | 'assignToMe' | 'finish' | 'reopen'

/** What a conversation list is asked for. */
export interface ListParams {
  filter: ConversationFilter
  status: ThreadStatus
  search: string
  /** One column of the board; it says which status is meant. */
  column?: BoardColumnKey
  /** A tag that they have. */
  tag?: string | undefined
}

/** A column of the board, by the key that cards refer to. */
export type BoardColumnKey = ConversationColumnKey

/** A column as the clinic named and placed it; null: the name that the product has for it. */
export interface BoardColumnRow {
  key: BoardColumnKey
  name: string | null
}

/** How many conversations each column holds under the filters of the board. */
export type BoardCounts = Record<BoardColumnKey, number>

/** Keyset position: the last row of the page before. */
export interface Cursor {
  at: string
  id: string
}

/** A draft as the server keeps it; an empty body is none. */
export interface SavedDraftRow {
  thread_id: string
  is_note: boolean
  body: string
  reply_to_id: string | null
  updated_at: string
}

/** Answer of `list_changes`. */
export interface ThreadChanges {
  threads: ConversationThread[]
  now: string
}

/** Answer of `send-whatsapp-message`. */
export interface SendResult {
  message: ConversationMessage
  duplicate: boolean
}
