/** Some days, added up. Rates are null where there is nothing to divide by; money is there for who sees it. */
export interface Numbers {
  held: number
  missed: number
  excused: number
  no_show_rate: number | null
  cancelled_late: number
  cancelled_early: number
  booked_minutes: number
  offered_minutes: number
  occupation: number | null
  new_patients: number
  drop_outs: number
  charged_cents?: number
  received_cents?: number
}

/** With how long people waited for the first answer: the median, in minutes in which the clinic is open. */
export interface NumbersWithAnswers extends Numbers {
  first_answers: number
  first_answer_minutes: number | null
}

/** Days of the clinic's calendar, both of them included. */
export interface Days {
  from: string
  to: string
}

/** What a period is a part of, which says what it is compared with. */
export type PeriodUnit = 'week' | 'month' | 'quarter' | 'year' | 'custom'

/** What `get_clinic_dashboard` answers. */
export interface Dashboard extends Days {
  today: string
  grain: 'day' | 'week' | 'month'
  before: Days
  year: Days
  totals: { now: NumbersWithAnswers; before: NumbersWithAnswers; year: NumbersWithAnswers }
  /** The line without an id is what belongs to no therapist. */
  therapists: { therapist_id: string | null; name: string | null; now: NumbersWithAnswers; before: Numbers }[]
  /** A step of the period each, by its first day. */
  series: (Numbers & { day: string })[]
  /** Whom the numbers can be narrowed to; nobody for a therapist. */
  people: { user_id: string; name: string }[]
  waiting: number
  open_cents?: number
  overdue_cents?: number
  drop_out_rule: { rhythm_sessions: number; rhythm_weeks: number; silent_weeks: number }
  sees_money: boolean
  is_own: boolean
}
