import type { Role } from '@/kit/clinic/types'

/** A device that answers for the person. */
export interface Factor {
  id: string
  friendly_name?: string
  status: 'verified' | 'unverified'
  created_at: string
}

/** What an authenticator app needs, as picture, text and address. */
export interface Enrolment {
  id: string
  qr: string
  secret: string
  uri: string
}

/** What came of a recovery code. */
export interface Recovery {
  outcome: 'accepted' | 'wrong' | 'wait'
  left?: number
}

/** Who in a clinic needs a second factor, and who has one. */
export interface SecondFactorRules {
  roles: Role[]
  required_from: string | null
  /** Whether whoever asks has passed one. */
  passed: boolean
  members: {
    user_id: string
    full_name: string
    email: string
    role: Role
    /** Null for who has none. */
    since: string | null
  }[]
}
