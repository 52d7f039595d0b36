import type { NotificationKind, NotificationSettingRule } from '@contracts/unions'

/** Something that a person was told of. */
export interface AppNotification {
  id: string
  kind: NotificationKind
  /** The conversation that it is about, or else the patient. */
  thread_key: string | null
  patient_id: string | null
  patient_name: string | null
  contact_name: string | null
  phone: string | null
  message_id: string | null
  message_kind: string | null
  preview: string | null
  message_count: number
  noticed_at: string
  read_at: string | null
}

/** The event "notification": what happened, and to whom it is told. */
export interface Notice {
  kind: NotificationKind
  thread_id: string | null
  thread_key: string | null
  /** Whom it is about, where it is no conversation. */
  patient_id?: string
  contact_name: string | null
  phone: string | null
  message_id: string | null
  message_kind: string | null
  preview: string | null
  at: string
  user_ids: string[]
}

/** What the person wants to be told of, and how. Hours are "22:00", in the clinic's zone. */
export interface NotificationSettings {
  is_muted: boolean
  plays_sound: boolean
  rule: NotificationSettingRule
  quiet_from: string | null
  quiet_until: string | null
  shows_text_in_push: boolean
  time_zone: string
}

/** The row after which the next page begins. */
export interface Cursor {
  at: string
  id: string
}
