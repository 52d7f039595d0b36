/** Somebody who takes new conversations in turn. */
export interface TurnPerson {
  user_id: string
  /** Passed over for now. */
  is_paused: boolean
  /** Whether they may still sign in to the clinic. */
  is_active: boolean
  last_turn_at: string | null
}

/** Who takes new conversations in turn, in their order. */
export interface Turns {
  is_on: boolean
  /** Who would get a new conversation now; null when nobody could. */
  next_user_id: string | null
  people: TurnPerson[]
}
