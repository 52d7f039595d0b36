import { describe, expect, it } from 'vitest'
import { newPhone } from '@/features/clinic/contacts'
import {
  differences,
  emptyForm,
  formOf,
  formProblems,
  formToSend,
  hasProblems,
  mergeForms,
  newRelation,
  suspectOf,
  withAddress,
  withPayer,
  type PatientForm,
} from './form'
import type { PatientFile } from './types'

const stored: PatientFile = {
  patient: {
    id: 'p',
    full_name: 'Mariana Souza',
    social_name: null,
    name: 'Mariana Souza',
    pronoun: 'ela',
    gender: null,
    birth_date: '1990-02-28',
    cpf: '52998224725',
    cep: '01310100',
    street: 'Avenida Paulista',
    street_number: '1000',
    complement: null,
    district: 'Bela Vista',
    city: 'São Paulo',
    state: 'SP',
    note: null,
    version: 3,
    archived_at: null,
    created_at: '2026-01-01T12:00:00Z',
    updated_at: '2026-01-01T12:00:00Z',
  },
  phones: [
    { id: 'a', phone: '+5511912345678', type: 'mobile', note: null, is_primary: true, thread_key: null },
  ],
  emails: [{ id: 'e', email: 'mari@exemplo.test', type: 'personal', note: null, is_primary: true }],
  relations: [
    {
      id: 'r',
      kinship: 'mother',
      related_patient_id: null,
      full_name: 'Rosa Souza',
      phone: '+5511987650001',
      email: null,
      cpf: null,
      is_guardian: true,
      is_payer: true,
      is_told: false,
    },
  ],
  conversations: [],
}
const today = '2026-11-28'
const form = (change: Partial<PatientForm> = {}): PatientForm => ({ ...formOf(stored), ...change })

describe('a form', () => {
  it('sends what is stored as it was', () => {
    const sent = formToSend(form())
    expect(sent.patient).toMatchObject({ cpf: '52998224725', cep: '01310100', state: 'SP', note: null })
    expect(sent.phones).toMatchObject([{ phone: '+5511912345678', is_primary: true }])
    expect(sent.relations).toMatchObject([
      { full_name: 'Rosa Souza', phone: '+5511987650001', is_payer: true },
    ])
    expect(hasProblems(formProblems(form(), today))).toBe(false)
    expect(differences(form(), formOf(stored))).toEqual([])
  })

  it('sends of a relative who is a patient nothing but the patient', () => {
    const relation = { ...newRelation(), patientId: 'q', name: 'Rosa', phone: 'x' }
    expect(formToSend(form({ relations: [relation] })).relations).toMatchObject([
      { related_patient_id: 'q', full_name: null, phone: null },
    ])
  })

  it.each<[Partial<PatientForm>, object]>([
    [{ full_name: ' ' }, { full_name: 'name' }],
    [{ social_name: 'M' }, { social_name: 'name' }],
    [{ birth_date: '2026-11-29' }, { birth_date: 'birthDate' }],
    [{ cpf: '529.982.247-26' }, { cpf: 'cpf' }],
    [{ cpf: '11.222.333/0001-81' }, { cpf: 'cpf' }],
    [{ cep: '0131' }, { cep: 'cep' }],
    [{ cpf: '', cep: '', birth_date: '' }, {}],
  ])('says what is wrong with %j', (change, fields) => {
    expect(formProblems(form(change), today).fields).toEqual(fields)
  })

  it('says what is wrong with somebody related', () => {
    const relation = { ...newRelation(), key: 'x', name: 'Rosa Souza' }
    const of = (change: object) =>
      formProblems(form({ relations: [{ ...relation, ...change }] }), today).relations
    expect(of({})).toEqual({})
    expect(of({ name: '' })).toEqual({ x: 'name' })
    expect(of({ phone: '9123' })).toEqual({ x: 'phone' })
    expect(of({ email: 'rosa' })).toEqual({ x: 'email' })
    expect(of({ cpf: '1' })).toEqual({ x: 'cpf' })
    expect(of({ cpf: '11.222.333/0001-81' })).toEqual({})
    expect(of({ name: '', patientId: 'q' })).toEqual({})
  })

  it('has one payer at a time', () => {
    const relations = [newRelation(), { ...newRelation(), isPayer: true }]
    expect(withPayer(relations, relations[0]!.key).map(({ isPayer }) => isPayer)).toEqual([true, false])
    expect(withPayer(relations, null).map(({ isPayer }) => isPayer)).toEqual([false, false])
  })
})

describe('a form into which somebody else saved', () => {
  it('keeps what I changed, takes what they changed, and names what both did', () => {
    const mine = form({ city: 'Osasco', note: 'Minha nota' })
    const theirs = form({ cpf: '', note: 'Outra nota', phones: [newPhone([], '21 98765-4321')] })
    const { theirs: fields, both, merged } = mergeForms(form(), mine, theirs)
    expect(fields).toEqual(['cpf', 'phones'])
    expect(both).toEqual(['note'])
    expect(merged).toMatchObject({ city: 'Osasco', note: 'Minha nota', cpf: '', phones: theirs.phones })
  })

  it('has no conflict where both wrote the same', () => {
    const { theirs, both } = mergeForms(form(), form({ city: 'Osasco' }), form({ city: 'Osasco ' }))
    expect([theirs, both]).toEqual([[], []])
  })
})

describe('the search for duplicates', () => {
  it('waits until there is something to go by', () => {
    expect(suspectOf({ ...emptyForm(), full_name: 'Jo' })).toBeNull()
    expect(
      suspectOf({ ...emptyForm(), full_name: 'Jo', phones: [newPhone([], '11 91234-5678')] }),
    ).toMatchObject({
      phones: ['+5511912345678'],
    })
    expect(suspectOf({ ...emptyForm(), full_name: ' Ana  Lima', cpf: '123' })).toEqual({
      full_name: 'Ana Lima',
      birth_date: null,
      cpf: null,
      phones: [],
      emails: [],
    })
  })
})

describe('the address of a CEP', () => {
  const paulista = { street: 'Avenida Paulista', district: 'Bela Vista', city: 'São Paulo', state: 'SP' }
  const cunha = { street: '', district: '', city: 'Cunha', state: 'SP' }

  it('fills what is empty and leaves what somebody typed', () => {
    expect(withAddress({ ...emptyForm(), street: 'Rua do Correio' }, paulista, null)).toEqual({
      district: 'Bela Vista',
      city: 'São Paulo',
      state: 'SP',
    })
  })

  it('replaces what another CEP put there', () => {
    expect(withAddress({ ...emptyForm(), ...paulista, state: 'SP' }, cunha, paulista)).toEqual(cunha)
    expect(
      withAddress({ ...emptyForm(), ...paulista, state: 'SP', street: 'Alameda' }, cunha, paulista),
    ).toEqual({
      district: '',
      city: 'Cunha',
      state: 'SP',
    })
  })
})
