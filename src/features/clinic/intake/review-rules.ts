import { formatCpfCnpj } from '@/lib/cpf-cnpj'
import type { AddressValue } from './form-types'
import type { Proposal, RelationProposal, ReviewedPatient, Unit } from './types'
import { typedOfIso } from './typed-values'

/** Names of values that the screen has words for, and how phones are written. */
export interface Words {
  phone(phone: string): string
  value(unit: 'pronoun' | 'gender' | 'kinship', value: string): string
}

/** One thing of the patient: as it is, and as the answers have it. */
export interface Comparison {
  unit: Unit
  now: string
  then: string
  state: 'same' | 'new' | 'different'
}

const units: readonly Unit[] = [
  'full_name',
  'social_name',
  'pronoun',
  'gender',
  'birth_date',
  'cpf',
  'phone',
  'email',
  'address',
  'guardian',
  'emergency',
]

/** What is added and replaces nothing. */
const added: readonly Unit[] = ['phone', 'email', 'guardian', 'emergency']

/** What the answers say beside what is known, in the order of a form; what was not answered is left out. */
export function comparisons(proposal: Proposal, patient: ReviewedPatient | null, words: Words): Comparison[] {
  return units.flatMap((unit) => {
    const then = textOf(unit, proposal, words)
    if (then === '') return []
    const now = patient ? knownText(unit, proposal, patient, words) : ''
    const state =
      now === then || isKnown(unit, proposal, patient)
        ? 'same'
        : now === '' || added.includes(unit)
          ? 'new'
          : 'different'
    return [{ unit, now, then, state }]
  })
}

/** What is taken unless somebody says otherwise: what fills a gap, and nothing over what is there. */
export function suggestedUnits(list: readonly Comparison[]): Unit[] {
  return list.filter(({ state }) => state === 'new').map(({ unit }) => unit)
}

function textOf(unit: Unit, proposal: Proposal, words: Words): string {
  if (unit === 'address') return proposal.address ? addressText(proposal.address) : ''
  if (unit === 'guardian' || unit === 'emergency') {
    const relation = proposal[unit]
    return relation ? relationText(relation, words) : ''
  }
  return plainText(unit, proposal[unit] ?? '', words)
}

function plainText(unit: Unit, value: string, words: Words): string {
  if (value === '') return ''
  if (unit === 'birth_date') return typedOfIso(value)
  if (unit === 'cpf') return formatCpfCnpj(value)
  if (unit === 'phone') return words.phone(value)
  if (unit === 'pronoun' || unit === 'gender') return words.value(unit, value)
  return value
}

function knownText(unit: Unit, proposal: Proposal, person: ReviewedPatient, words: Words): string {
  if (unit === 'phone') return person.phones.map(({ phone }) => words.phone(phone)).join(', ')
  if (unit === 'email') return person.emails.map(({ email }) => email).join(', ')
  if (unit === 'address') return addressText(person.patient)
  if (unit === 'guardian') {
    return person.relations
      .filter(({ is_guardian }) => is_guardian)
      .map((relation) => relationText(relation, words))
      .join('; ')
  }
  if (unit === 'emergency') {
    const same = person.relations.find((relation) =>
      isSameName(relation.full_name, proposal.emergency?.full_name),
    )
    return same ? relationText(same, words) : ''
  }
  return plainText(unit, person.patient[unit] ?? '', words)
}

function isKnown(unit: Unit, proposal: Proposal, person: ReviewedPatient | null): boolean {
  if (unit === 'phone') return person?.phones.some(({ phone }) => phone === proposal.phone) ?? false
  if (unit === 'email') return person?.emails.some(({ email }) => email === proposal.email) ?? false
  return false
}

function isSameName(a: string | null | undefined, b: string | null | undefined): boolean {
  return a != null && b != null && a.localeCompare(b, 'pt-BR', { sensitivity: 'base' }) === 0
}

function relationText(
  relation: { [Key in keyof RelationProposal]?: RelationProposal[Key] | null },
  words: Words,
): string {
  return [
    relation.full_name,
    relation.kinship && words.value('kinship', relation.kinship),
    relation.phone && words.phone(relation.phone),
    relation.email,
    relation.cpf && formatCpfCnpj(relation.cpf),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** An address on one line. */
export function addressText(address: { [Key in keyof AddressValue]?: string | null | undefined }): string {
  const street = [address.street, address.street_number].filter(Boolean).join(', ')
  const city = [address.city, address.state].filter(Boolean).join(' – ')
  const cep = address.cep?.replace(/^(\d{5})(\d{3})$/, '$1-$2')
  return [street, address.complement, address.district, city, cep].filter(Boolean).join(' · ')
}
