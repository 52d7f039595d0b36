/** Days of the week as the database names them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** From and until, `HH:MM`; `24:00` is the midnight that ends the day, an earlier end lies on the next one. */
export type Interval = [from: string, until: string]
export type WeekHours = Partial<Record<Weekday, Interval[]>>

export type AutoreplyMode = 'agenda' | 'business_hours' | 'custom'

export interface AutoreplySettings {
  is_on: boolean
  mode: AutoreplyMode
  business_hours: WeekHours
  custom_hours: WeekHours
  closes_on_holidays: boolean
  cooldown_minutes: number
  closed_text: string
  holiday_text: string
  /** What goes where free text is not taken; its values may hold the variables of the texts. */
  template: { id: string; variables: Record<string, string> } | null
}

/** What would be answered at a moment, and why. Moments are ISO dates. */
export interface AutoreplyDecision {
  replies: boolean
  reason: string | null
  text?: string
  /** Where free text is not taken: `template`, or why nothing goes; null where it always is. */
  outside_window?: 'template' | 'no_template' | 'template_not_approved' | 'template_not_found' | null
  closes_at?: string | null
  opens_at?: string | null
}

/** What became of a message that could have been answered. */
export interface AutoreplyEntry {
  message_id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  outcome: 'sent' | 'skipped'
  reason: string | null
  decided_at: string
}

export interface Autoreply {
  settings: AutoreplySettings
  now: AutoreplyDecision
  log: AutoreplyEntry[]
}
