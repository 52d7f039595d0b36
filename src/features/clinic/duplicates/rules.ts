import type { PatientFile } from '@/features/clinic/patients'
import type { MergeCount, MergeField } from './types'

type Patient = PatientFile['patient']

/** Fields in the order of the form. */
const fields: readonly MergeField[] = [
  'full_name',
  'social_name',
  'pronoun',
  'gender',
  'birth_date',
  'cpf',
  'address',
]
const addressFields = [
  'cep',
  'street',
  'street_number',
  'complement',
  'district',
  'city',
  'state',
] as const satisfies (keyof Patient)[]

/** What a field says, to be compared; empty where nothing is known. */
export function valueOf(patient: Patient, field: MergeField): string {
  if (field !== 'address') return patient[field] ?? ''
  return addressFields
    .map((part) => patient[part] ?? '')
    .join('|')
    .replace(/^\|+$/, '')
}

/** A field in which two files differ; `isTaken`: the other one's is kept, because this one has none. */
export interface Difference {
  field: MergeField
  isTaken: boolean
  /** One of both says nothing: there is nothing to decide. */
  isClear: boolean
}

/** Where two files differ, with what is kept unless somebody decides otherwise: whatever is known. */
export function differences(survivor: Patient, merged: Patient): Difference[] {
  return fields.flatMap((field) => {
    const [own, other] = [valueOf(survivor, field), valueOf(merged, field)]
    if (own === other) return []
    return [{ field, isTaken: own === '', isClear: own === '' || other === '' }]
  })
}

/** Which of two files is to stay: the one in use, else the older one, which more refers to. */
export function survivorOf<Person extends { archived_at: string | null; created_at: string }>(
  one: Person,
  other: Person,
): Person {
  if ((one.archived_at === null) !== (other.archived_at === null))
    return one.archived_at === null ? one : other
  return one.created_at <= other.created_at ? one : other
}

/** What goes along, by kind; what nobody of the two has is not spoken of. */
export function movingKinds(counts: readonly MergeCount[]): { kind: string; count: number }[] {
  const sums = new Map<string, number>()
  for (const { kind, merged_count } of counts) sums.set(kind, (sums.get(kind) ?? 0) + merged_count)
  return [...sums].flatMap(([kind, count]) => (count > 0 ? [{ kind, count }] : []))
}
