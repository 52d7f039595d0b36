/** A moment before the session, and what is said then. */
export interface ReminderWindow {
  minutes: number
  text: string
  /** Sent by the official number where free text is no longer taken. */
  template: { id: string; variables: Record<string, string> } | null
}

export interface ReminderSettings {
  is_on: boolean
  /** `HH:MM`: nothing goes out from here until quiet_to. */
  quiet_from: string
  quiet_to: string
  skip_when_confirmed: boolean
  /** Share of sessions without a reminder, so that the effect can be measured: 0 to 20. */
  holdout_percent: number
  windows: ReminderWindow[]
}

/** A reminder that fell due. */
export interface ReminderEntry {
  id: string
  session_id: string
  patient_id: string
  patient_name: string
  therapist_name: string
  window_minutes: number
  starts_at: string
  due_at: string
  state: 'waiting' | 'sent' | 'skipped'
  reason: string | null
  sent_at: string | null
  message_status: string | null
  cost: number | null
  answer: 'confirmed' | 'cancelled' | null
}

/** What will become of a reminder, as things stand. */
export interface ReminderOutlook {
  session_id: string
  patient_id: string
  patient_name: string
  therapist_name: string
  starts_at: string
  day: string
  window_minutes: number
  goes_at: string
  outlook: 'will_go' | 'will_not_go' | 'sent' | 'skipped'
  reason: string | null
  /** The conversation in which the reason can be lifted. */
  thread_key: string | null
}

/** What the desk heard when it called somebody. */
export type CallOutcome = 'confirmed' | 'cancelled' | 'no_answer'

/** Somebody who did not say whether they come today or tomorrow. */
export interface SessionCall {
  session_id: string
  patient_id: string
  patient_name: string
  therapist_name: string
  starts_at: string
  day: string
  is_today: boolean
  /** Whoever is told for them; null: they themselves. */
  told_name: string | null
  phone: string | null
  thread_key: string | null
  /** When the last reminder went; null: none could, for the reason. */
  sent_at: string | null
  reason: string | null
  /** Somebody reached them. */
  is_done: boolean
  call: { id: string; outcome: CallOutcome; by_name: string | null; at: string } | null
}

/** Credits that the reminders of the next 24 hours need. */
export interface ReminderCredits {
  needed: number
  /** How many of them are there, and left alone by what is less important. */
  kept: number
  balance: number
}

/** How many more do something without a reminder, as a share with its interval, and whether that says anything. */
export interface ShareDifference {
  low: number
  high: number
  verdict: 'too_few' | 'unclear' | 'helps' | 'hurts'
}

interface EffectSide {
  people: number
  missed: number
  late: number
}

/** What became of sessions with and without a reminder. */
export interface ReminderEffect {
  since: string | null
  /** Nobody noted what became of them. */
  unsettled: number
  held_out: EffectSide
  reminded: EffectSide
  missed: ShareDifference
  late: ShareDifference
}
