import { describe, expect, it } from 'vitest'
import type { PatientFile } from '@/features/clinic/patients'
import { differences, movingKinds, survivorOf } from './rules'

type Patient = PatientFile['patient']
const patient = (patch: Partial<Patient>): Patient => ({
  id: 'a',
  full_name: 'Mariana Souza',
  social_name: null,
  name: 'Mariana Souza',
  pronoun: null,
  gender: null,
  birth_date: null,
  cpf: null,
  cep: null,
  street: null,
  street_number: null,
  complement: null,
  district: null,
  city: null,
  state: null,
  note: null,
  version: 1,
  archived_at: null,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  ...patch,
})

describe('differences', () => {
  it('keep what is known, and ask where both know something else', () => {
    expect(
      differences(
        patient({ birth_date: '1990-02-28', city: 'Santos' }),
        patient({ birth_date: '1990-01-28', cpf: '52998224725', city: 'Recife' }),
      ),
    ).toEqual([
      { field: 'birth_date', isTaken: false, isClear: false },
      { field: 'cpf', isTaken: true, isClear: true },
      { field: 'address', isTaken: false, isClear: false },
    ])
    expect(differences(patient({ cpf: '52998224725' }), patient({}))).toEqual([
      { field: 'cpf', isTaken: false, isClear: true },
    ])
    expect(differences(patient({}), patient({}))).toEqual([])
  })
})

describe('survivorOf', () => {
  it('is who is in use, else the older one', () => {
    const older = { archived_at: null as string | null, created_at: '2026-01-01' }
    const newer = { archived_at: null as string | null, created_at: '2026-02-01' }
    expect(survivorOf(newer, older)).toBe(older)
    const archived = { ...older, archived_at: '2026-03-01' as string | null }
    expect(survivorOf(archived, newer)).toBe(newer)
  })
})

describe('movingKinds', () => {
  it('sums what one table says in several columns, and leaves out what is not there', () => {
    const row = (kind: string, merged_count: number) => ({ kind, survivor_count: 5, merged_count })
    expect(
      movingKinds([row('patient_relations', 1), row('patient_relations', 2), row('sessions', 0)]),
    ).toEqual([{ kind: 'patient_relations', count: 3 }])
  })
})
