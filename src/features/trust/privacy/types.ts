/** A part of an erasure, before it or on its certificate. */
export interface ErasurePart {
  table: string
  section: string | null
  erased: number
  kept: number
  law?: string
  reason?: string
  until?: string | null
}

/** What an erasure would do. */
export interface ErasurePreview {
  name: string
  plan: ErasurePart[]
  future_sessions: number
  last: ErasureRow | null
}

/** An erasure that was asked for. */
export interface ErasureRow {
  id: string
  protocol: string
  state: 'queued' | 'running' | 'done'
  step: number
  total: number | null
  finished_at: string | null
}

export const requestKinds = [
  'access',
  'correction',
  'deletion',
  'portability',
  'withdrawal',
  'sharing',
  'opposition',
] as const

/** What somebody asks about their own data. */
export type RequestKind = (typeof requestKinds)[number]

/** A request of a person, with its deadline. */
export interface PrivacyRequest {
  id: string
  patient_id: string | null
  person_name: string
  contact: string | null
  kind: RequestKind
  details: string | null
  received_on: string
  due_on: string
  days_left: number
  state: 'open' | 'done' | 'refused'
  answer: string | null
  answered_at: string | null
  answered_by_name: string | null
  protocol: string
  /** `page`: the person handed it in by the public page. */
  origin: 'clinic' | 'page'
  email: string | null
  /** When the link of the mail to the person was first used. */
  email_seen_at: string | null
  cpf: string | null
  birth_date: string | null
  /** Whose data it is about, when somebody else asks. */
  acts_for: string | null
  /** Whom CPF or e-mail speak for. */
  likely_patient_id: string | null
  likely_patient_name: string | null
}

/** The public page by which people ask about their data. */
export interface PrivacyPage {
  is_page_open: boolean
  intro: string | null
}

/** An incident with data of people. */
export interface Incident {
  id: string
  title: string
  happened_on: string | null
  known_on: string
  due_on: string
  data_kinds: string | null
  people: number | null
  description: string
  measures: string | null
  is_grave: boolean
  authority_told_on: string | null
  people_told_on: string | null
  not_told_reason: string | null
  version: number
}

/** A line of the register of processing. */
export interface ProcessingRecord {
  id: string | null
  default_key: string | null
  name: string
  purpose: string
  legal_basis: string
  data_kinds: string
  people: string
  recipients: string
  countries: string
  retention: string
  is_changed: boolean
}

/** How long something is kept. */
export interface RetentionPolicy {
  target: string
  least_days: number
  days: number
  is_on: boolean
  due: number
  last_run_at: string | null
  last_rows: number | null
}

/** A row of the register of consents. */
export interface ConsentRow {
  id: string
  patient_id: string | null
  patient_name: string | null
  purpose: string
  nature: string
  title: string
  text_version: number
  signer_name: string
  signer_kinship: string
  given_at: string
  revoked_at: string | null
  revoked_by_name: string | null
}
