import type { ContactEmailType, ContactPhoneType } from '@contracts/unions'

/** A phone of a patient or doctor. */
export interface ContactPhone {
  id: string
  /** E.164. */
  phone: string
  type: ContactPhoneType
  note: string | null
  is_primary: boolean
  /** The conversation with this number; null where there is none. */
  thread_key: string | null
}

/** An e-mail address of a patient or doctor. */
export interface ContactEmail {
  id: string
  email: string
  type: ContactEmailType
  note: string | null
  is_primary: boolean
}
