import type { PatientGender, PatientPronoun, PatientRelationKinship, PatientState } from '@contracts/unions'
import type { ContactEmail, ContactPhone } from '@/features/clinic/contacts'

/** A line of the list. */
export interface PatientRow {
  id: string
  /** The social name, or else the civil one. */
  name: string
  sort_name: string
  full_name: string
  social_name: string | null
  pronoun: PatientPronoun | null
  birth_date: string | null
  cpf: string | null
  phone: string | null
  email: string | null
  /** The conversation with the first phone. */
  thread_key: string | null
  archived_at: string | null
  created_at: string
}

/** What is written down of a patient; nothing clinical. */
export interface Patient {
  id: string
  full_name: string
  social_name: string | null
  /** What everybody says: the social name, or else the civil one. */
  name: string
  pronoun: PatientPronoun | null
  gender: PatientGender | null
  /** ISO day. */
  birth_date: string | null
  cpf: string | null
  cep: string | null
  street: string | null
  street_number: string | null
  complement: string | null
  district: string | null
  city: string | null
  state: PatientState | null
  /** For the reception: nothing clinical. */
  note: string | null
  version: number
  archived_at: string | null
  created_at: string
  updated_at: string
}

/** Who decides, pays or is told for a patient. */
export interface PatientRelation {
  id: string
  kinship: PatientRelationKinship
  /** Another patient; null for somebody who is known by name and phone only. */
  related_patient_id: string | null
  full_name: string
  phone: string | null
  email: string | null
  cpf: string | null
  is_guardian: boolean
  is_payer: boolean
  is_told: boolean
}

/** A conversation of a patient. */
export interface PatientConversation {
  thread_id: string
  thread_key: string
  contact_name: string | null
  phone: string | null
  last_message_at: string | null
  /** Linked by somebody, not by the number. */
  is_by_hand: boolean
}

/** Answer of `get_patient`. */
export interface PatientFile {
  patient: Patient
  phones: ContactPhone[]
  emails: ContactEmail[]
  relations: PatientRelation[]
  conversations: PatientConversation[]
}

/** What a list of patients is narrowed to; the empty text is everybody. */
export interface PatientsFilter {
  age: '' | 'minor' | 'adult'
  /** Month of the birthday, "1" to "12". */
  birthday: string
  missing: '' | 'phone' | 'email' | 'cpf' | 'birth_date'
  /** The id of a saved segment. */
  segment: string
}

/** Somebody who may be the person of a form. */
export interface PatientDuplicate {
  id: string
  name: string
  full_name: string
  birth_date: string | null
  archived_at: string | null
  reasons: ('cpf' | 'phone' | 'email' | 'name')[]
}

/** Answer of `lookup-cep`. */
export type CepAnswer =
  | { outcome: 'found'; address: { street: string; district: string; city: string; state: string } }
  | { outcome: 'unknown' | 'unavailable'; address: null }
