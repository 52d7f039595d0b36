import type { MedicoCouncil } from '@contracts/unions'
import type { ContactEmail, ContactPhone } from '@/features/clinic/contacts'

/** A line of the list. */
export interface MedicoRow {
  id: string
  full_name: string
  sort_name: string
  specialty: string | null
  council: MedicoCouncil | null
  /** The region: a state (CRM SP) or a number (CRP 06). */
  council_state: string | null
  council_number: string | null
  phone: string | null
  email: string | null
  thread_key: string | null
  archived_at: string | null
}

/** A professional outside the clinic. */
export interface Medico extends Pick<
  MedicoRow,
  'id' | 'full_name' | 'specialty' | 'council' | 'council_state' | 'council_number' | 'archived_at'
> {
  note: string | null
  version: number
}

/** Answer of `get_medico`. */
export interface MedicoFile {
  medico: Medico
  phones: ContactPhone[]
  emails: ContactEmail[]
}
