import type { MessageKind } from '../contracts/message-kinds.ts'
import type { JsonObject } from '../platform/json.ts'
import type {
  ChangeLease,
  HistoryLease,
  MediaLease,
  PictureLease,
  ProviderName,
  SendLease,
  TypingTarget,
} from '../messaging/types.ts'

/** Who a message is from or to, as the provider says it; SQL normalises and merges. */
export interface Address {
  /** `+` and digits, not corrected for the ninth digit. */
  phone: string | null
  /** Digits of WhatsApp's privacy id. */
  lid: string | null
  /** The id that business accounts see of somebody whose phone is hidden (`BR.…`). */
  user?: string
  /** `…@g.us`. */
  group: string | null
  /** Whose network it is; WhatsApp's where it does not say (`channel_kinds.family`). */
  family?: 'messenger' | 'instagram'
  /** The exact address to reply to. */
  raw: string
}

/** Characters of a message; WhatsApp takes no more. */
export const longestBody = 65_536

/** Media stay at the provider until they are fetched. */
export interface RemoteMedia extends JsonObject {
  mime_type: string
  state: 'remote'
}

/** What a provider calls a conversation by; which of them is shown is decided in the database. */
export type NameSource = 'profile' | 'business' | 'address_book' | 'group'

export interface MessageAction {
  type: 'message'
  provider_message_id: string
  from_me: boolean
  sent_via_api: boolean
  address: Address
  contact_name: string | null
  /** Where the name is from; what people call themselves when it is absent. */
  name_source?: NameSource
  /** A name, or the phone of a group's member who has none. */
  author_name: string | null
  kind: MessageKind
  body: string | null
  content: JsonObject
  media: RemoteMedia | null
  reply_to_provider_id: string | null
  occurred_at: string
  status: 'received' | 'sent' | 'delivered' | 'read'
}

export interface StatusAction {
  type: 'status'
  provider_message_id: string | null
  message_id: string | null
  status: 'sent' | 'delivered' | 'read' | 'failed'
  error_code: string | null
  error_detail: string | null
  at: string
}

/** The two sides of a conversation. */
export type Side = 'contact' | 'us'

/** Who reacts or votes; `author` is the address of a member of a group, `name` what they are called. */
export interface Voter {
  by: Side
  author?: string
  name?: string
}

/** What one person has chosen in a poll. */
export interface Vote extends Voter {
  options: string[]
}

/** What a webhook event asks the database to do. */
export type InboundAction =
  | MessageAction
  | StatusAction
  /**
   * `by` where the event names who asked: only the author of a message may change it. No body: it was edited, and the
   * new words are not known.
   */
  | { type: 'edit'; target_provider_id: string; body: string | null; by?: Side; at: string }
  | { type: 'delete'; target_provider_id: string; by?: Side; at: string }
  /** `author` tells the members of a group apart. */
  | ({ type: 'reaction'; target_provider_id: string; emoji: string; at: string } & Voter)
  /** What one person chooses in a poll from now on. */
  | ({ type: 'vote'; target_provider_id: string; options: string[]; at: string } & Voter)
  /** What everybody has chosen. */
  | { type: 'vote'; target_provider_id: string; votes: Vote[]; at: string }
  | {
      type: 'connection'
      state: 'open' | 'connecting' | 'close'
      reason: string | null
      phone: string | null
    }
  | { type: 'qr'; data_url: string | null; pairing_code: string | null }
  | { type: 'contact'; address: Address; name: string; name_source: NameSource }
  /** `key` names the picture in short: another one is another picture. */
  | { type: 'picture'; address: Address; key: string }
  /** Everything that was sent to somebody up to a moment was delivered, or read. */
  | { type: 'watermark'; address: Address; status: 'delivered' | 'read'; at: string }
  /** What the provider says of the account behind the channel. */
  | { type: 'account'; facts: JsonObject }
  /** What was decided about a template: the fields that are known. */
  | ({ type: 'template'; external_id: string } & JsonObject)
  /** Whether the person wants offers of the clinic. */
  | { type: 'preference'; address: Address; name: string | null; wanted: boolean }
  /** Somebody has another number or id from now on. */
  | { type: 'moved'; address: Address; to: Address }
  /** What a phone remembers of one conversation; nobody is told. */
  | { type: 'history'; name: string | null; messages: MessageAction[] }

/** One webhook, understood. No actions and no `unparsed`: known, and nothing to do. */
export interface ParsedEvent {
  event_key: string
  event_type: string
  actions: InboundAction[]
  /** Why nothing could be made of it, or of a part of it; shown to administrators. */
  unparsed: string | null
}

/** Reasons that people read beside a failed message; their texts live in the app's locales. */
export type SendErrorCode =
  | 'number_not_on_whatsapp'
  | 'channel_disconnected'
  | 'invalid_number'
  | 'outside_24h_window'
  | 'opted_out_at_provider'
  | 'rejected_by_provider'
  | 'provider_auth_failed'
  | 'provider_unavailable'
  | 'body_too_long'
  | 'template_not_found'
  | 'template_variables_invalid'
  | 'template_rejected'
  | 'media_unavailable'
  | 'media_rejected'
  | 'not_supported'
  | 'person_unavailable'
  | 'limited_by_provider'
  | 'account_restricted'

/** How one attempt ended. */
export type SendResult =
  | { outcome: 'sent'; providerMessageId: string }
  /** Certainly not sent; worth another attempt. */
  | { outcome: 'temporary'; code: SendErrorCode; detail: string; retryAfterSeconds: number | null }
  /** May have been sent: the answer never came. */
  | { outcome: 'unknown'; detail: string }
  /** Certainly not sent, and another attempt would end the same. */
  | { outcome: 'permanent'; code: SendErrorCode; detail: string }

/** What the provider has that an earlier attempt may have sent. */
export type FindResult =
  /** Ids of messages with the same text to the same person since then, oldest first; none: it never arrived. */
  | { clear: true; ids: string[] }
  /** The provider could not be asked, or its answer does not decide. */
  | { clear: false; detail: string }

/** What came of asking a provider for a file. */
export type MediaResult =
  | { outcome: 'fetched'; bytes: Uint8Array; type: string | null; name: string | null }
  /** Larger than we take; nothing was kept. */
  | { outcome: 'too_large' }
  /** The provider does not have it: not yet, or not any more. */
  | { outcome: 'gone'; detail: string }
  | { outcome: 'temporary'; code: SendErrorCode; detail: string; retryAfterSeconds: number | null }
  | { outcome: 'permanent'; code: SendErrorCode; detail: string }

/** How a change of a message ended. Asking for the same change again does no harm. */
export type ChangeResult =
  | { outcome: 'done' }
  | { outcome: 'temporary'; code: SendErrorCode; detail: string; retryAfterSeconds: number | null }
  | { outcome: 'permanent'; code: SendErrorCode; detail: string }

/** Why what was said before could not be read. */
export type HistoryFailure =
  | { outcome: 'temporary'; code: SendErrorCode; detail: string; retryAfterSeconds: number | null }
  | { outcome: 'permanent'; code: SendErrorCode; detail: string }

/** A chat that a provider has messages of. */
export interface HistoryChat extends JsonObject {
  /** As the provider knows it. */
  address: string
  name: string | null
}

export type HistoryListResult = { outcome: 'listed'; chats: HistoryChat[] } | HistoryFailure

/** A page of a chat, newest first; `nextPage` null: it was the last. */
export type HistoryPageResult =
  { outcome: 'read'; actions: InboundAction[]; nextPage: number | null } | HistoryFailure

/** Reads what was said before a channel was connected; never throws for what the provider does. */
export interface HistoryReader {
  list(lease: HistoryLease, credentials: Record<string, string>): Promise<HistoryListResult>
  read(
    lease: HistoryLease,
    credentials: Record<string, string>,
    chat: string,
    page: number,
  ): Promise<HistoryPageResult>
}

/** What one side of a conversation does, as long as the other is told anew. */
export type Typing = 'composing' | 'recording' | 'paused'

/** What the clinic shows; it ends by itself. */
export type OwnTyping = Exclude<Typing, 'paused'>

/** Somebody writes, or stopped: told to the screens that are open, and kept nowhere. */
export interface TypingNews {
  address: Address
  state: Typing
}

/** Where somebody's profile picture can be fetched; null: they show none. */
export type PictureResult =
  | {
      outcome: 'found'
      url: string | null
      /** What they call themselves, where it was not known. */ name?: string | null
    }
  | HistoryFailure

/** A provider of WhatsApp, to the worker and the senders. One file and its contract test each. */
export interface MessagingProvider {
  readonly name: ProviderName
  /** Nobody outside is called: there is no account whose credentials would be opened. */
  readonly isOwn?: true
  /** One attempt; never throws for what the provider does. */
  send(lease: SendLease, credentials: Record<string, string>): Promise<SendResult>
  /** Looks for what an attempt with an unknown outcome may have sent. */
  findSent(lease: SendLease, credentials: Record<string, string>): Promise<FindResult>
  /** The file of a message that came in; never throws for what the provider does. */
  fetchMedia(lease: MediaLease, credentials: Record<string, string>): Promise<MediaResult>
  /** A reaction, other words, or a deletion for everyone. */
  change(lease: ChangeLease, credentials: Record<string, string>): Promise<ChangeResult>
  /** Where the provider hands out old messages (`channel_kinds.history_days`). */
  readonly history?: HistoryReader
  /** Shows the person for some seconds that the clinic writes; absent where the provider cannot. Nobody repeats it. */
  showTyping?(target: TypingTarget, credentials: Record<string, string>, state: OwnTyping): Promise<void>
  /** Where the provider gives out profile pictures (`channel_kinds.has_pictures`). */
  findPicture?(lease: PictureLease, credentials: Record<string, string>): Promise<PictureResult>
}
