import type { AddressValue, AnswerValue, Definition, IntakeText, Question } from './form-types'

export type InviteState = 'open' | 'submitted' | 'reviewed' | 'cancelled' | 'expired'

/** A link to a form, and what became of it. */
export interface InviteRow {
  id: string
  state: InviteState
  patient_id: string | null
  patient_name: string | null
  thread_key: string | null
  contact_name: string | null
  phone: string | null
  form_name: string
  created_at: string
  created_by: string | null
  expires_at: string
  opened_at: string | null
  submitted_at: string | null
  reviewed_at: string | null
  is_minor: boolean | null
}

/** What a list of links is narrowed to. */
export interface InviteFilter {
  state?: 'open' | 'submitted' | 'reviewed' | 'ended' | null
  patientId?: string | null
  threadKey?: string | null
}

/** A link that was just made: its token is known once. */
export interface NewInvite {
  id: string
  token: string
  expires_at: string
}

/** Whom a link is for. */
export interface InviteTarget {
  patientId: string | null
  threadKey: string | null
  name: string
}

export interface FormRow {
  id: string
  name: string
  version: number
  is_default: boolean
  archived_at: string | null
  updated_at: string
  definition: Definition
}

/** The current text of a purpose. */
export interface TextRow extends Omit<IntakeText, 'nature'> {
  nature: IntakeText['nature']
  is_used: boolean
  created_at: string
}

/** What of a patient an answer can become. */
export interface FieldRow {
  key: string
  unit: string
  kinds: string[]
  allowed: string[] | null
  position: number
}

export type AnsweredQuestion = Question & { value: AnswerValue }

export interface AnsweredSection {
  key: string
  title: string
  is_clinical: boolean
  /** Its answers are for who treats. */
  is_hidden: boolean
  answers: AnsweredQuestion[]
}

/** What answers say of the patient, by unit. */
export interface Proposal {
  full_name?: string
  social_name?: string
  pronoun?: string
  gender?: string
  birth_date?: string
  cpf?: string
  phone?: string
  email?: string
  address?: AddressValue
  guardian?: RelationProposal
  emergency?: RelationProposal
}

export interface RelationProposal {
  full_name?: string
  kinship?: string
  phone?: string
  email?: string
  cpf?: string
}

export type Unit = keyof Proposal

/** A patient as `get_patient` answers it, as far as a review needs it. */
export interface ReviewedPatient {
  patient: {
    id: string
    version: number
    name: string
    full_name: string
    social_name: string | null
    pronoun: string | null
    gender: string | null
    birth_date: string | null
    cpf: string | null
  } & Record<keyof AddressValue, string | null>
  phones: { phone: string; is_primary: boolean }[]
  emails: { email: string; is_primary: boolean }[]
  relations: (Required<{ [Key in keyof RelationProposal]: RelationProposal[Key] | null }> & {
    is_guardian: boolean
  })[]
}

export interface SignedText extends IntakeText {
  fingerprint: string
  consent: { id: string; given_at: string; text_fingerprint: string; revoked_at: string | null } | null
}

/** What came back by a link. */
export interface Intake {
  id: string
  created_at: string
  submitted_at: string
  reviewed_at: string | null
  reviewed_by: string | null
  thread_key: string | null
  contact_name: string | null
  phone: string | null
  is_minor: boolean
  birth_date: string
  taken: Unit[] | null
  signer: { full_name: string; kinship: string; user_agent: string | null }
  patient: ReviewedPatient | null
  suggestions: { id: string; name: string; birth_date: string | null }[] | null
  proposal: Proposal
  sections: AnsweredSection[]
  texts: SignedText[]
}

/** What was accepted or agreed to for a patient. */
export interface ConsentRow {
  id: string
  purpose: string
  nature: IntakeText['nature']
  title: string
  text_version: number
  text_fingerprint: string
  signer_name: string
  signer_kinship: string
  channel: string
  given_at: string
  revoked_at: string | null
  revoked_by: string | null
}
