/** A patient whose conversation it is. */
export interface LinkedPatient {
  id: string
  name: string
  full_name: string
  pronoun: string | null
  birth_date: string | null
  archived_at: string | null
  /** Linked by somebody of the clinic. */
  is_by_hand: boolean
  /** A number of the conversation is theirs. */
  is_by_number: boolean
}

/** Somebody who may be the person of a form. */
export interface PossibleDuplicate {
  id: string
  name: string
  full_name: string
  birth_date: string | null
  archived_at: string | null
  reasons: ('cpf' | 'phone' | 'email' | 'name')[]
}

/** A patient whom a search found. */
export interface FoundPatient {
  id: string
  name: string
  birth_date: string | null
  phone: string | null
}

/** Who a conversation belongs to after it was converted. */
export interface ConvertedPatient {
  patient: { id: string; name: string }
}
