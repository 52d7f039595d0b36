import type { MessageKind } from '@contracts/message-kinds'
import type { ChannelProvider, ConnectionState } from '@/kit/clinic/types'

/** A conversation as a line of Hoje. */
export interface TodayLine {
  id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  is_group: boolean
  preview: string | null
  kind: MessageKind | 'deleted' | null
  assigned_to: string | null
  /** Where the profile picture lies; null: initials. */
  picture_path: string | null
  /** Null when nobody waits for an answer there. */
  waiting_since: string | null
  last_message_at: string
}

/** A conversation in which something did not leave; the newest of it is named. */
export interface FailedLine extends TodayLine {
  message_id: string
  body: string | null
  message_kind: MessageKind
  error_code: string | null
  failed_at: string
  failures: number
}

/** How far what was said before is imported. */
export interface HistoryStep {
  done: boolean
  state: 'queued' | 'running' | 'waiting' | 'done' | 'cancelled' | 'failed' | null
  chats_done: number
  chats_total: number | null
}

/** What a new clinic has done of what it needs. */
export interface Setup extends Record<'whatsapp' | 'team' | 'quick_reply' | 'push' | 'message', boolean> {
  /** Null where the channel hands out nothing of before. */
  history: HistoryStep | null
}

/** Answer of `get_today`. */
export interface Today {
  waiting: { total: number; lines: TodayLine[] }
  failed: { total: number; lines: FailedLine[] }
  mine: { total: number; waiting: number; lines: TodayLine[] }
  /** Where messages cost credits. */
  balance: { credits: number; is_low: boolean } | null
  channel: {
    provider: ChannelProvider
    state: ConnectionState
    phone: string | null
    last_event_at: string | null
  } | null
  /** For owner and administrators, until all of it is done. */
  setup: Setup | null
}
