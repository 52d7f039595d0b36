/** Answer of `patient_message_stats`. */
export interface MessageStats {
  total: number
  received: number
  sent: number
  first_at: string | null
  last_at: string | null
  /** Those that are the patient's, by number or by hand. */
  conversations: { thread_id: string; thread_key: string; name: string | null; phone: string | null }[]
}

/** Both sides, or one. */
export type DirectionFilter = 'all' | 'inbound' | 'outbound'
