import type { PatientGender, PatientPronoun, PatientRelationKinship, PatientState } from '@contracts/unions'
import {
  e164Of,
  emailDrafts,
  emailOf,
  emailProblems,
  emailsToSend,
  phoneDrafts,
  phoneProblems,
  phonesToSend,
  type EmailDraft,
  type PhoneDraft,
} from '@/features/clinic/contacts'
import { formatCpfCnpj, isCpfCnpj, normaliseCpfCnpj } from '@/lib/cpf-cnpj'
import { formatPhone } from '@/lib/format'
import { toE164 } from '@/lib/phone-input'
import { formatCep } from './rules'
import type { PatientFile, PatientRelation } from './types'

export const pronouns = ['ela', 'ele', 'elu'] as const satisfies PatientPronoun[]
export const genders = [
  'cis_woman',
  'cis_man',
  'trans_woman',
  'trans_man',
  'travesti',
  'non_binary',
  'other',
  'undisclosed',
] as const satisfies PatientGender[]
export const kinships = [
  'mother',
  'father',
  'guardian',
  'spouse',
  'partner',
  'child',
  'sibling',
  'grandparent',
  'employer',
  'other',
] as const satisfies PatientRelationKinship[]
export const states = [
  ...(['AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA'] as const),
  ...(['PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR', 'RS', 'SC', 'SE', 'SP', 'TO'] as const),
] satisfies PatientState[]

/** The most relatives of a patient. */
export const MAX_RELATIONS = 10

/** Somebody who decides, pays or is told, as the form holds them. */
export interface RelationDraft {
  key: string
  kinship: PatientRelationKinship
  /** Another patient, whose name is only shown here; null for somebody known by name and phone. */
  patientId: string | null
  name: string
  phone: string
  email: string
  cpf: string
  isGuardian: boolean
  isPayer: boolean
  isTold: boolean
}

/** Everything of a person that the full form holds, as it is typed. */
export interface PatientForm {
  full_name: string
  social_name: string
  pronoun: PatientPronoun | ''
  gender: PatientGender | ''
  birth_date: string
  cpf: string
  cep: string
  street: string
  street_number: string
  complement: string
  district: string
  city: string
  state: PatientState | ''
  note: string
  phones: PhoneDraft[]
  emails: EmailDraft[]
  relations: RelationDraft[]
}

/** Parts of the form, in the order in which it shows them. */
export type PatientField = keyof PatientForm

export function emptyForm(): PatientForm {
  return {
    full_name: '',
    social_name: '',
    pronoun: '',
    gender: '',
    birth_date: '',
    cpf: '',
    cep: '',
    street: '',
    street_number: '',
    complement: '',
    district: '',
    city: '',
    state: '',
    note: '',
    phones: [],
    emails: [],
    relations: [],
  }
}

/** What is stored, as the form holds it. */
export function formOf({ patient, phones, emails, relations }: PatientFile): PatientForm {
  return {
    full_name: patient.full_name,
    social_name: patient.social_name ?? '',
    pronoun: patient.pronoun ?? '',
    gender: patient.gender ?? '',
    birth_date: patient.birth_date ?? '',
    cpf: formatCpfCnpj(patient.cpf ?? ''),
    cep: formatCep(patient.cep ?? ''),
    street: patient.street ?? '',
    street_number: patient.street_number ?? '',
    complement: patient.complement ?? '',
    district: patient.district ?? '',
    city: patient.city ?? '',
    state: patient.state ?? '',
    note: patient.note ?? '',
    phones: phoneDrafts(phones),
    emails: emailDrafts(emails),
    relations: relations.map(relationDraft),
  }
}

function relationDraft(relation: PatientRelation): RelationDraft {
  return {
    key: relation.id,
    kinship: relation.kinship,
    patientId: relation.related_patient_id,
    name: relation.full_name,
    phone: formatPhone(relation.phone),
    email: relation.email ?? '',
    cpf: formatCpfCnpj(relation.cpf ?? ''),
    isGuardian: relation.is_guardian,
    isPayer: relation.is_payer,
    isTold: relation.is_told,
  }
}

export function newRelation(): RelationDraft {
  return {
    key: crypto.randomUUID(),
    kinship: 'mother',
    patientId: null,
    name: '',
    phone: '',
    email: '',
    cpf: '',
    isGuardian: false,
    isPayer: false,
    isTold: false,
  }
}

/** The relations with one of them as the payer, of whom there is one at a time; null is the patient. */
export function withPayer(relations: readonly RelationDraft[], key: string | null): RelationDraft[] {
  return relations.map((relation) => ({ ...relation, isPayer: relation.key === key }))
}

const digits = (text: string) => text.replace(/\D/g, '')
const trimmed = (text: string) => text.trim().replace(/\s+/g, ' ')

/** What `save_patient` is told. */
export function formToSend(form: PatientForm) {
  return {
    patient: {
      full_name: trimmed(form.full_name),
      social_name: trimmed(form.social_name) || null,
      pronoun: form.pronoun || null,
      gender: form.gender || null,
      birth_date: form.birth_date || null,
      cpf: normaliseCpfCnpj(form.cpf) || null,
      cep: digits(form.cep) || null,
      street: trimmed(form.street) || null,
      street_number: trimmed(form.street_number) || null,
      complement: trimmed(form.complement) || null,
      district: trimmed(form.district) || null,
      city: trimmed(form.city) || null,
      state: form.state || null,
      note: form.note.trim() || null,
    },
    phones: phonesToSend(form.phones),
    emails: emailsToSend(form.emails),
    relations: form.relations.map((relation) => ({
      kinship: relation.kinship,
      related_patient_id: relation.patientId,
      full_name: relation.patientId === null ? trimmed(relation.name) : null,
      phone: relation.patientId === null ? (toE164(relation.phone) ?? relation.phone.trim()) || null : null,
      email: relation.patientId === null ? emailOfText(relation.email) || null : null,
      cpf: relation.patientId === null ? normaliseCpfCnpj(relation.cpf) || null : null,
      is_guardian: relation.isGuardian,
      is_payer: relation.isPayer,
      is_told: relation.isTold,
    })),
  }
}

/** What `save_patient` is told of a form. */
export type SentForm = ReturnType<typeof formToSend>

function emailOfText(email: string): string {
  return emailOf({ key: '', email, type: 'personal', note: '', isPrimary: false }) ?? email.trim()
}

type RelationProblem = 'name' | 'phone' | 'email' | 'cpf'

/** What is wrong with a form: a key of `patients.problems` for each field, and for each line of its lists. */
export interface FormProblems {
  fields: Partial<Record<'full_name' | 'social_name' | 'birth_date' | 'cpf' | 'cep', string>>
  /** Whether the editor of the phones, or of the addresses, says something. */
  phones: boolean
  emails: boolean
  relations: Record<string, RelationProblem>
}

const isName = (text: string) => trimmed(text).length >= 2 && trimmed(text).length <= 120

/** Everything that the database would refuse, with the day on which it is asked. */
export function formProblems(form: PatientForm, today: string): FormProblems {
  const cpf = normaliseCpfCnpj(form.cpf)
  const cep = digits(form.cep)
  return {
    fields: {
      ...(isName(form.full_name) ? {} : { full_name: 'name' }),
      ...(form.social_name.trim() === '' || isName(form.social_name) ? {} : { social_name: 'name' }),
      ...(form.birth_date === '' || (form.birth_date >= '1880-01-01' && form.birth_date <= today)
        ? {}
        : { birth_date: 'birthDate' }),
      ...(cpf === '' || (cpf.length === 11 && isCpfCnpj(cpf)) ? {} : { cpf: 'cpf' }),
      ...(form.cep.trim() === '' || cep.length === 8 ? {} : { cep: 'cep' }),
    },
    phones: Object.keys(phoneProblems(form.phones)).length > 0,
    emails: Object.keys(emailProblems(form.emails)).length > 0,
    relations: Object.fromEntries(
      form.relations.flatMap((relation) => {
        const problem = relationProblem(relation)
        return problem ? [[relation.key, problem]] : []
      }),
    ),
  }
}

function relationProblem(relation: RelationDraft): RelationProblem | null {
  if (relation.patientId !== null) return null
  if (!isName(relation.name)) return 'name'
  if (relation.phone.trim() !== '' && toE164(relation.phone) === null) return 'phone'
  if (relation.email.trim() !== '' && !emailOfText(relation.email).includes('@')) return 'email'
  if (normaliseCpfCnpj(relation.cpf) !== '' && !isCpfCnpj(relation.cpf)) return 'cpf'
  return null
}

export function hasProblems(problems: FormProblems): boolean {
  return (
    problems.phones ||
    problems.emails ||
    Object.keys(problems.fields).length > 0 ||
    Object.keys(problems.relations).length > 0
  )
}

/** What of a form would be stored, to tell two of them apart. */
function storedOf(form: PatientForm): Record<PatientField, unknown> {
  const { patient, phones, emails, relations } = formToSend(form)
  return { ...patient, phones, emails, relations }
}

/** The fields in which two forms would store something else. */
export function differences(one: PatientForm, other: PatientForm): PatientField[] {
  const [a, b] = [storedOf(one), storedOf(other)]
  // The keys of a form are its fields.
  return (Object.keys(emptyForm()) as PatientField[]).filter(
    (field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  )
}

/** A form into which somebody else saved meanwhile: what they changed, and what both did. */
export interface Conflict {
  /** What somebody else changed, and I did not. */
  theirs: PatientField[]
  /** What both changed, each in another way: mine stays. */
  both: PatientField[]
  merged: PatientForm
}

/** Brings together what I changed and what somebody else did, since both read `base`. */
export function mergeForms(base: PatientForm, mine: PatientForm, stored: PatientForm): Conflict {
  const ours = new Set(differences(base, mine))
  const changed = differences(base, stored)
  const differing = new Set(differences(mine, stored))
  const theirs = changed.filter((field) => !ours.has(field))
  return {
    theirs,
    both: changed.filter((field) => ours.has(field) && differing.has(field)),
    merged: { ...mine, ...Object.fromEntries(theirs.map((field) => [field, stored[field]])) },
  }
}

/** What the search for duplicates is asked; null while there is too little to go by. */
export function suspectOf(form: Pick<PatientForm, 'full_name' | 'birth_date' | 'cpf' | 'phones' | 'emails'>) {
  const cpf = normaliseCpfCnpj(form.cpf)
  const suspect = {
    full_name: trimmed(form.full_name),
    birth_date: form.birth_date || null,
    cpf: cpf.length === 11 && isCpfCnpj(cpf) ? cpf : null,
    phones: form.phones.flatMap((draft) => e164Of(draft) ?? []),
    emails: form.emails.flatMap((draft) => emailOf(draft) ?? []),
  }
  const says =
    suspect.full_name.length >= 3 || suspect.cpf !== null || suspect.phones.length + suspect.emails.length > 0
  return says ? suspect : null
}

/** What the search for duplicates is asked. */
export type Suspect = NonNullable<ReturnType<typeof suspectOf>>

/** What a CEP fills in: only what nobody typed, or what another CEP put there before. */
export function withAddress(
  form: PatientForm,
  found: { street: string; district: string; city: string; state: string },
  before: { street: string; district: string; city: string; state: string } | null,
): Partial<PatientForm> {
  const mayFill = (field: 'street' | 'district' | 'city' | 'state') =>
    form[field] === '' || form[field] === before?.[field]
  return {
    ...(mayFill('street') ? { street: found.street } : {}),
    ...(mayFill('district') ? { district: found.district } : {}),
    ...(mayFill('city') ? { city: found.city } : {}),
    ...(mayFill('state') ? { state: states.find((state) => state === found.state) ?? '' } : {}),
  }
}
