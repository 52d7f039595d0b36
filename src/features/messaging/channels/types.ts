import type { NotificationChannelProvider } from '@contracts/unions'
import type { ConnectionState } from '@/kit/clinic/types'

/** Answer of `get_channel_setup`: what both cards show. Secrets are never part of it. */
export interface ChannelSetup {
  /** The channel that WhatsApp is written through. */
  active: Exclude<NotificationChannelProvider, 'shop_chat'> | null
  /** Who accepted that WhatsApp may block a number that is connected by QR code. */
  risk: { accepted_at: string; accepted_by: string | null } | null
  evolution: EvolutionSetup | null
  twilio: TwilioSetup | null
  whatsapp_cloud: MetaSetup | null
  messenger: MetaSetup | null
  instagram: MetaSetup | null
}

/** The channels that are connected at Meta. */
export type MetaKind = 'whatsapp_cloud' | 'messenger' | 'instagram'

/** What somebody granted at Meta: unreadable here, and what can be chosen of it. */
export interface MetaGrant {
  grant: Record<string, unknown>
  choices: { id: string; name: string; detail: string | null }[]
}

/** A number of WhatsApp Cloud, a page or an Instagram account. */
export interface MetaSetup {
  channel_id: string
  account_id: string
  parent_id: string | null
  name: string | null
  phone: string | null
  state: ConnectionState
  is_active: boolean
  last_error: string | null
  last_event_at: string | null
  /** The number stays in the WhatsApp Business app of a phone. */
  is_coexistence: boolean
  /** In the words of WhatsApp: green, yellow, red. */
  quality: string | null
  /** People a day who may be written to first: TIER_2K. */
  messaging_limit: string | null
  throughput: string | null
  restriction: string | null
  restricted_until: string | null
  /** Percent of the phone's history that came, or `declined`. */
  history_state: string | null
  /** When what was granted at Meta ends; null: never, or nobody looked yet. */
  token_expires_at: string | null
  /** Why it could not be renewed. */
  token_error: string | null
}

export interface EvolutionSetup {
  channel_id: string
  external_id: string
  server_url: string
  webhook_url: string
  state: ConnectionState
  /** A data URL while the phone has to be paired. */
  qr_code: string | null
  /** Eight characters to type on the phone instead, where the server offers them. */
  pairing_code: string | null
  qr_updated_at: string | null
  phone: string | null
  last_error: string | null
  last_event_at: string | null
  /** People see on their phones that the clinic writes. */
  shows_typing: boolean
}

export interface TwilioSetup {
  channel_id: string
  account_sid: string
  sender_phone: string
  messaging_service_sid: string | null
  state: ConnectionState
  /** When its first signed webhook came; credentials alone receive nothing. */
  verified_at: string | null
  last_event_at: string | null
}

/** Where an Evolution server is; left out where the service runs one for all clinics. */
export interface EvolutionServer {
  server_url?: string
  api_key?: string
  instance_name?: string
}

/** Answer of `evolution-webhook-provision`. */
export interface EvolutionProvision {
  channel_id: string
  state: ConnectionState
  qr_code: string | null
  pairing_code: string | null
}

export interface TwilioCredentials {
  account_sid: string
  auth_token: string
  sender_phone: string
  messaging_service_sid?: string
}

/** The addresses to paste on Twilio's console, as the functions check signatures over them. */
export interface TwilioAddresses {
  webhook_url: string
  status_callback_url: string
}

/** Answer of `twilio-channel-provision`. */
export interface TwilioProvision extends TwilioAddresses {
  channel_id: string
  state: ConnectionState
}

/** What was said before the channel was connected, being read or read. */
export interface HistoryImport {
  id: string
  channel_id: string
  state: 'queued' | 'running' | 'waiting' | 'done' | 'cancelled' | 'failed'
  since: string
  until: string
  /** Null until the provider listed its chats. */
  chats_total: number | null
  chats_done: number
  messages_stored: number
  messages_refused: number
  last_error: string | null
  /** While it waits for a provider that did not answer. */
  retry_at: string | null
  created_at: string
  finished_at: string | null
}

/** Answer of `get_history_import`. */
export interface HistoryOfChannel {
  /** How many days back the active channel reads; null where it does not. */
  days: number | null
  import: HistoryImport | null
}
