import type { ChannelProvider, ConnectionState } from '@/kit/clinic/types'

/** A channel as operations see it. */
export interface OperatedChannel {
  id: string
  provider: ChannelProvider
  name: string | null
  phone: string | null
  is_active: boolean
  state: ConnectionState
  last_event_at: string | null
  /** Minutes since the last sign of life of the channel that is on. */
  silent_minutes: number | null
  /** How many messages would be usual for these minutes. */
  expected: number | null
}

/** Something that needs a person. */
export interface OpenAlert {
  id: string
  kind: string
  data: Record<string, string | number | null>
  is_urgent: boolean
  raised_at: string
  told_at: string | null
  snoozed_until: string | null
}

/** What ended, or was seen to. */
export interface PastAlert {
  id: string
  kind: string
  raised_at: string
  ended_at: string | null
  handled_at: string | null
  handled_by: string | null
}

/** What the clinic is warned of, and how. */
export interface AlertKind {
  kind: string
  is_urgent: boolean
  unit: 'minutes' | 'messages' | 'jobs' | 'percent' | 'days' | null
  lowest: number | null
  highest: number | null
  usual: number | null
  is_on: boolean
  threshold: number | null
  by_email: boolean
  by_push: boolean
}

/** Hours in which only what is urgent is told; both null: none. */
export interface QuietHours {
  from: string | null
  until: string | null
}

/** What `get_operations` answers. */
export interface Operations {
  channels: OperatedChannel[]
  queue: { waiting: number; oldest_minutes: number; finished_last_hour: number; dead: number }
  sends: { total: number; failed: number; percent: number | null }
  /** Null: the channel costs no credits. */
  credits: { balance: number; per_day: number; days: number | null } | null
  alerts: OpenAlert[]
  past: PastAlert[]
  kinds: AlertKind[]
  quiet: QuietHours
}

/** WhatsApp of one clinic, as those who run the service see it. */
export interface SaasWhatsapp {
  id: string
  slug: string
  name: string
  provider: ChannelProvider | null
  state: ConnectionState | 'none'
  last_event_at: string | null
  failed_24h: number
  waiting_jobs: number
  dead_jobs: number
  balance: number | null
  days_left: number | null
  alerts: number
}
