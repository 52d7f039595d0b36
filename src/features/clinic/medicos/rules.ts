import type { MedicoCouncil } from '@contracts/unions'
import {
  emailDrafts,
  emailProblems,
  emailsToSend,
  phoneDrafts,
  phoneProblems,
  phonesToSend,
  type EmailDraft,
  type PhoneDraft,
} from '@/features/clinic/contacts'
import type { MedicoFile } from './types'

export const councils = [
  'CRM',
  'CRP',
  'CREFITO',
  'CREFONO',
  'CRN',
  'CRO',
  'COREN',
  'CRESS',
  'CREF',
  'CRF',
  'other',
] as const satisfies MedicoCouncil[]

/** A professional as the form holds them. */
export interface MedicoForm {
  full_name: string
  specialty: string
  council: MedicoCouncil | ''
  council_state: string
  council_number: string
  note: string
  phones: PhoneDraft[]
  emails: EmailDraft[]
}

/** What is stored, as the form holds it; somebody new without it. */
export function medicoForm(file?: MedicoFile): MedicoForm {
  return {
    full_name: file?.medico.full_name ?? '',
    specialty: file?.medico.specialty ?? '',
    council: file?.medico.council ?? '',
    council_state: file?.medico.council_state ?? '',
    council_number: file?.medico.council_number ?? '',
    note: file?.medico.note ?? '',
    phones: phoneDrafts(file?.phones ?? []),
    emails: emailDrafts(file?.emails ?? []),
  }
}

const trimmed = (text: string) => text.trim().replace(/\s+/g, ' ')
const code = (text: string) => text.replace(/\s/g, '').toUpperCase()

/** What `save_medico` is told. */
export function medicoToSend(form: MedicoForm) {
  return {
    medico: {
      full_name: trimmed(form.full_name),
      specialty: trimmed(form.specialty) || null,
      council: form.council || null,
      council_state: form.council === '' ? null : code(form.council_state) || null,
      council_number: form.council === '' ? null : code(form.council_number) || null,
      note: form.note.trim() || null,
    },
    phones: phonesToSend(form.phones),
    emails: emailsToSend(form.emails),
  }
}

/** What `save_medico` is told of a form. */
export type SentMedico = ReturnType<typeof medicoToSend>

/** What is wrong with a form; each is a key of `medicos.problems`. */
export function medicoProblems(form: MedicoForm): {
  name?: 'name'
  state?: 'state'
  number?: 'number'
  contacts?: true
} {
  const { full_name } = medicoToSend(form).medico
  const hasCouncil = form.council !== ''
  const wrongContacts =
    Object.keys(phoneProblems(form.phones)).length + Object.keys(emailProblems(form.emails)).length > 0
  return {
    ...(full_name.length >= 2 && full_name.length <= 120 ? {} : { name: 'name' as const }),
    ...(hasCouncil && form.council_state.trim() !== '' && !/^[A-Z0-9]{1,2}$/.test(code(form.council_state))
      ? { state: 'state' as const }
      : {}),
    ...(hasCouncil && !/^[0-9A-Z/.-]{1,15}$/.test(code(form.council_number))
      ? { number: 'number' as const }
      : {}),
    ...(wrongContacts ? { contacts: true as const } : {}),
  }
}

/** "CRM SP 123456", "CRP 06/12345", "12345" of another council; empty without one. */
export function councilLine(medico: {
  council: MedicoCouncil | null
  council_state: string | null
  council_number: string | null
}): string {
  const { council, council_state: state, council_number: number } = medico
  if (council === null || number === null) return ''
  const name = council === 'other' ? '' : council
  const isNumbered = state !== null && /^\d+$/.test(state)
  return isNumbered ? `${name} ${state}/${number}`.trim() : [name, state, number].filter(Boolean).join(' ')
}
