/** One of two who may be the same person. */
export interface CandidatePerson {
  id: string
  name: string
  birth_date: string | null
  phone: string | null
  archived_at: string | null
  created_at: string
}

/** Two who may be the same person. */
export interface Candidate {
  one: CandidatePerson
  other: CandidatePerson
  reasons: ('cpf' | 'phone' | 'email' | 'name')[]
  /** How sure it is; the surest stand first. */
  strength: number
}

/** A merge that can be undone. */
export interface Merge {
  id: string
  survivor_id: string
  merged_id: string
  survivor_name: string
  merged_name: string
  merged_by: string | null
  merged_at: string
  undo_until: string
  undone_at: string | null
}

/** How many rows of a table each of two patients has. */
export interface MergeCount {
  kind: string
  survivor_count: number
  merged_count: number
}

/** What can be taken from the other file. */
export type MergeField = 'full_name' | 'social_name' | 'pronoun' | 'gender' | 'birth_date' | 'cpf' | 'address'
