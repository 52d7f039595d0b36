/** Answer of `get_owner_day`. */
export interface OwnerDay {
  money: {
    received_today_cents: number
    received_month_cents: number
    /** Of what is due by today. */
    open_cents: number
    overdue_cents: number
  }
  week: {
    open_minutes: number
    taken_minutes: number
    therapists: { therapist_id: string; name: string; open_minutes: number; taken_minutes: number }[]
  }
  alerts: { channel_down: boolean; credits_low: boolean; dead_jobs: number; failed_sends: number }
}

/** Answer of `get_todays_tasks`. */
export interface TodaysTasks {
  intakes: { total: number; lines: { id: string; name: string | null; submitted_at: string }[] }
  scheduled: {
    total: number
    lines: { id: string; thread_key: string; name: string | null; body: string; send_at: string }[]
  }
}

/** Answer of `list_own_patients_waiting`. */
export interface OwnPatientsWaiting {
  total: number
  lines: {
    id: string
    thread_key: string
    patient_id: string
    patient_name: string
    preview: string | null
    waiting_since: string
  }[]
}
