/** What an opt-out is about: everything that is sent by itself, reminders alone, or offers alone. */
export type OptoutPurpose = 'all' | 'reminders' | 'marketing'

/** Words that opt out or in, and what is answered. */
export interface OptoutRules {
  /** Words of every clinic. */
  words: { word: string; effect: 'opt_out' | 'opt_in' }[]
  /** Words of this clinic. */
  keywords: OptoutKeyword[]
  settings: OptoutSettings
}

export interface OptoutKeyword {
  id: string
  word: string
}

export interface OptoutSettings {
  acknowledges: boolean
  opt_out_text: string
  opt_in_text: string
}

/** Somebody who opted out. `keyword`: in which words; without it a colleague noted it. */
export interface Optout {
  thread_id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  purpose: OptoutPurpose
  keyword: string | null
  reason: string | null
  noted_by: string | null
  created_at: string
}

/** What a text would do if a person wrote it. */
export interface PhraseEffect {
  effect: 'opt_out' | 'opt_in' | null
  keyword: string | null
}
