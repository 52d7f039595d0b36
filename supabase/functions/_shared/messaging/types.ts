import type { NotificationChannelProvider } from '../contracts/unions.ts'
import type { Bucket } from '../media/object-store.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { InboundAction } from '../providers/provider.ts'

/** Shapes that the RPCs of messaging take and return; names are those of the SQL. */

export type ProviderName = NotificationChannelProvider

export type EventAuth =
  | { external_id: string; api_key_sha256: string | null; secret_sha256: string | null }
  | { tenant_id: string; channel_id: string }
  | { account_id: string }

export interface IngestEvent {
  provider: ProviderName
  auth: EventAuth
  event_key: string
  event_type: string
  raw: Json
  actions: InboundAction[]
  unparsed: string | null
}

export interface IngestResult {
  outcome: 'applied' | 'duplicate' | 'ignored' | 'unparsed' | 'unauthorized' | 'error'
  tenant_id?: string
  channel_id?: string
  /** A job is due that it brought about. */
  wakes?: boolean
  error?: string
}

export interface TwilioCandidate {
  tenant_id: string
  channel_id: string
  credentials: Sealed
  sender_phone: string
  messaging_service_sid: string | null
}

export interface ChannelCredentials {
  provider: ProviderName
  credentials: Sealed
  external_id: string | null
  server_url: string | null
  account_sid: string | null
  sender_phone: string | null
  messaging_service_sid: string | null
  /** Meta: what is written from, and the business account or page that it belongs to. */
  account_id?: string | null
  parent_id?: string | null
  connection_state: string
  is_active: boolean
}

/** The right to send one message now, with everything that the attempt needs. */
export interface SendLease {
  job_id: number | string
  lease_token: string
  attempt: number
  message_id: string
  tenant_id: string
  channel_id: string
  provider: ProviderName
  to: { raw: string | null; phone: string | null }
  kind: string
  body: string | null
  reply_to_provider_id: string | null
  reply_to: { body: string | null; from_me: boolean; participant?: string | null } | null
  /** An approved template goes out in the place of `body`, which is its text as the person will read it. */
  template: {
    external_id: string
    name?: string | null
    language?: string | null
    variables: Record<string, string>
  } | null
  /** A place or people, as the message keeps them. */
  content: JsonObject
  media: OutboundMedia | null
  /** An earlier attempt may have reached the patient: look before sending. */
  uncertain: boolean
  first_attempt_at: string | null
  automation: boolean
  /** False: only an answer by hand may go now, and says so. */
  in_window?: boolean
  channel: ChannelCredentials
}

/** The file of a message that is sent: in our storage, checked. */
export interface OutboundMedia {
  path: string
  mime_type: string
  size: number
  file_name: string | null
  voice: boolean
  /** Where the provider fetches it; the sender signs it for each attempt. */
  url?: string
}

/** The right to fetch the file of one message now. */
export interface MediaLease {
  message_id: string
  provider: ProviderName
  provider_message_id: string
  /** The address of the conversation, as the provider knows it. */
  address: string | null
  from_me: boolean
  kind: string
  /** What the webhook said: mime_type, file_name, size, voice, source. */
  media: JsonObject
  channel: ChannelCredentials | null
  channel_id: string
  max_bytes: number
}

/** The right to read what was said before, and what to read next. */
export interface HistoryLease {
  provider: ProviderName
  channel_id: string
  own_phone: string | null
  channel: ChannelCredentials | null
  since: string
  until: string
  takes_groups: boolean
  step: HistoryStep
}

/** The right to fetch the profile picture of one person now. */
export interface PictureLease {
  provider: ProviderName
  channel_id: string
  channel: ChannelCredentials | null
  to: { raw: string | null; phone: string | null }
  max_bytes: number
}

/** A page of one chat; without `place` the list of chats comes first. */
export interface HistoryStep {
  place?: number
  chat?: string
  page?: number
}

/** A change of a message that is on the other side already. */
export interface ChangeLease {
  job_id: number | string
  lease_token: string
  tenant_id: string
  message_id: string
  change: 'react' | 'edit' | 'delete'
  /** The emoji, empty to take a reaction back, or the new words. */
  value: string
  provider: ProviderName
  provider_message_id: string
  from_me: boolean
  to: { raw: string | null; phone: string | null }
  /** The member of a group who wrote the message, exactly as the provider names them. */
  author: string | null
  channel_id: string
  channel: ChannelCredentials
}

/** Who is to see that the clinic writes, and through which channel. */
export interface TypingTarget {
  tenant_id: string
  thread_id: string
  provider: ProviderName
  channel_id: string
  to: { raw: string | null; phone: string | null }
  /** The provider's id of what the person wrote last; WhatsApp Cloud shows typing in answer to it. */
  last_message_id: string | null
  channel: ChannelCredentials
}

/** The right to renew what a clinic granted a channel of Meta. */
export interface TokenLease {
  provider: ProviderName
  channel_id: string
  channel: ChannelCredentials
}

export type SendOutcome = 'sent' | 'found' | 'not_found' | 'temporary' | 'unknown' | 'permanent'

/** A `conversation_messages` row: passed on to the screen as it is, read here by its status only. */
export type MessageRow = JsonObject & { id: string; status: string }

export interface OutboundMessage {
  message: MessageRow
  duplicate: boolean
  lease: SendLease | null
}

export interface CompletedSend {
  message: MessageRow | null
  state: string
  lease?: SendLease | null
  /** The message that waited for this one: its turn has come, and it is leased to whoever completed this one. */
  next?: SendLease | null
}

/** A template as the provider lists it, in the words of the SQL. */
export interface ListedTemplate extends JsonObject {
  external_id: string
  name: string
  language: string
  category: string | null
  body: string
  variables: { key: string; example: string }[]
  /** What is read around the text; a detail is another text with variables, such as the address behind a button. */
  extras: { kind: 'title' | 'footer' | 'button' | 'detail'; text: string }[]
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'unsubmitted'
  rejection_reason: string | null
}

/** The official number whose templates are to be looked up. */
export interface TemplateSyncTarget {
  channel_id: string
  synced_at: string | null
  /** Somebody looked them up a moment ago. */
  is_fresh: boolean
}

export interface ChannelSetup {
  /** Who accepted that WhatsApp may block a number that is connected by QR code. */
  risk: { accepted_at: string } | null
  evolution: { channel_id: string; external_id: string; server_url: string } | null
}

/** What was found out about a file, in the words of the SQL. */
export interface FileFacts extends JsonObject {
  mime_type: string
  extension: string
  bytes: number
  sha256: string
  file_name: string | null
  width: number | null
  height: number | null
  seconds: number | null
}

/** An upload of the caller's own. */
export interface MediaUpload {
  bucket: Bucket
  /** Where it lies now: a copy is taken from the file that it is a copy of. */
  from_bucket: Bucket
  is_copy: boolean
  is_stored: boolean
  upload_path: string
  mime_type: string
  file_name: string | null
  kind: string
  max_bytes: number
}

/** What became of a change of a message. */
export interface CompletedChange {
  state: 'done' | 'retry' | 'dead' | 'permanent' | 'lost'
  reason?: string | null
  message?: MessageRow | null
}
