import type { Weekday } from '../types'

/** Parts of a day in which somebody could come. */
export const TURNS = ['morning', 'afternoon', 'evening'] as const
export type Turn = (typeof TURNS)[number]

export type OfferState =
  'queued' | 'open' | 'unsent' | 'accepted' | 'refused' | 'expired' | 'withdrawn' | 'filled'

/** Who waits for a time. */
export interface WaitingEntry {
  id: string
  patient_id: string
  patient_name: string
  /** Null: with anybody. */
  therapist_id: string | null
  therapist_name: string | null
  session_type_id: string
  type_name: string
  minutes: number
  /** None: any. */
  weekdays: Weekday[]
  turns: Turn[]
  earliest_on: string | null
  note: string | null
  is_priority: boolean
  status: 'waiting' | 'booked' | 'removed'
  since: string
  /** What they were asked and have not answered. */
  offer: { id: string; state: OfferState; slot_id: string; expires_at: string | null } | null
}

/** What a form says of an entry. */
export interface WaitingDraft {
  patient_id: string
  therapist_id: string | null
  session_type_id: string
  weekdays: Weekday[]
  turns: Turn[]
  earliest_on: string | null
  note: string | null
  is_priority: boolean
}

/** A time offered to somebody, and what became of it. */
export interface SlotOffer {
  id: string
  entry_id: string
  patient_id: string
  patient_name: string
  state: OfferState
  /** Why it was not sent. */
  skipped: string | null
  expires_at: string | null
  answered_at: string | null
  session_id: string | null
  /** How far the message came. */
  message_status: string | null
}

/** A time on offer. */
export interface WaitingSlot {
  id: string
  therapist_id: string
  therapist_name: string
  starts_at: string
  starts_local: string
  ends_local: string
  status: 'open' | 'filled' | 'ended'
  is_automatic: boolean
  /** Who could still be asked. */
  matches: number
  offers: SlotOffer[]
}

/** A time to be offered by hand. */
export interface FreeTime {
  therapist_id: string
  therapist_name: string
  start_local: string
  minutes: number
  room_id: string | null
}

export interface WaitingSettings {
  is_on: boolean
  deadline_minutes: number
  offers_at_once: number
  notice_hours: number
}
