import type { Days } from '@/features/clinic/dashboard'

/** Some durations, in minutes; null where there is none. */
export interface Durations {
  count: number
  mean: number | null
  median: number | null
  /** Nine of ten took no longer. */
  p90: number | null
}

/** First answers, with how many of them came within the target. */
export interface Answers extends Durations {
  within_rate: number | null
}

/** How people were served on some days. */
export interface ServiceNumbers {
  received: number
  sent: number
  automatic: number
  answers: Answers
  closings: Durations
}

/** What one person did. */
export type PersonNumbers = Pick<ServiceNumbers, 'sent' | 'answers' | 'closings'>

/** What became of a reminder: `none` was not sent, `silent` was not answered. */
export const reminderOutcomes = ['confirmed', 'cancelled', 'silent', 'none'] as const
export type ReminderOutcome = (typeof reminderOutcomes)[number]

/** Visits by how they ended. */
export interface Visits {
  attended: number
  missed: number
  cancelled: number
  no_show_rate: number | null
}

export type VisitsByReminder = Record<ReminderOutcome | 'all', Visits>

/** How time is counted: while the clinic is open, or by the clock. */
export type HoursCounted = 'open' | 'clock'

/** What `get_service_report` answers. */
export interface ServiceReport extends Days {
  today: string
  grain: 'day' | 'week' | 'month'
  hours_counted: HoursCounted
  before: Days
  is_own: boolean
  target_minutes: number
  totals: { now: ServiceNumbers; before: ServiceNumbers }
  series: (ServiceNumbers & { day: string })[]
  /** The line without an id is what was written on the phone, or done by a rule. */
  people: (PersonNumbers & { person_id: string | null; name: string | null; before: PersonNumbers })[]
  channels: {
    channel_id: string
    provider: string
    name: string | null
    phone: string | null
    received: number
    sent: number
    automatic: number
  }[]
  /** Monday is 1. Hours without a message are left out. */
  hours: { weekday: number; hour: number; received: number; sent: number }[]
  members: { user_id: string; name: string }[]
  backlog: { open: number; waiting: number; waiting_since: string | null }
  backlog_days: { day: string; open: number; waiting: number }[]
  visits: { now: VisitsByReminder; before: VisitsByReminder }
}

/** A conversation behind a number. */
export interface ReportConversation {
  id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  from_at: string
  to_at: string
  minutes: number
  person_name: string | null
}

/** A visit behind a number. */
export interface ReportVisit {
  session_id: string
  patient_id: string
  patient_name: string
  therapist_name: string | null
  starts_at: string
  status: 'attended' | 'missed' | 'cancelled'
  reminder: ReminderOutcome
}

/** A report that goes out by e-mail. */
export interface ReportSchedule {
  id: string
  every: 'week' | 'month'
  hours: HoursCounted
  next_on: string
  user_ids: string[]
  names: string[]
}
