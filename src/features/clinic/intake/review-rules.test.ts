import { describe, expect, it } from 'vitest'
import { comparisons, suggestedUnits } from './review-rules'
import type { ReviewedPatient } from './types'

const words = { phone: (phone: string) => phone, value: (_: string, value: string) => value }
const nothing = {
  cep: null,
  street: null,
  street_number: null,
  complement: null,
  district: null,
  city: null,
  state: null,
}
const patient: ReviewedPatient = {
  patient: {
    ...nothing,
    id: 'p',
    version: 1,
    name: 'Mari',
    full_name: 'Mariana Souza',
    social_name: 'Mari',
    pronoun: null,
    gender: null,
    birth_date: '1990-02-28',
    cpf: null,
  },
  phones: [{ phone: '+5511987654321', is_primary: true }],
  emails: [{ email: 'mari@exemplo.test', is_primary: true }],
  relations: [
    { full_name: 'Rosa Lima', kinship: 'mother', phone: null, email: null, cpf: null, is_guardian: true },
  ],
}
const states = (proposal: Parameters<typeof comparisons>[0], person: ReviewedPatient | null = patient) =>
  comparisons(proposal, person, words).map(({ unit, state }) => [unit, state])

describe('a review', () => {
  it('tells what is the same, what fills a gap and what differs', () => {
    expect(
      states({
        full_name: 'Mariana Souza Lima',
        birth_date: '1990-02-28',
        cpf: '52998224725',
        pronoun: 'ela',
      }),
    ).toEqual([
      ['full_name', 'different'],
      ['pronoun', 'new'],
      ['birth_date', 'same'],
      ['cpf', 'new'],
    ])
  })

  it('adds phones, addresses and people beside those that are there', () => {
    expect(
      states({
        phone: '+5511987654321',
        email: 'outra@exemplo.test',
        address: { city: 'Santos', state: 'SP' },
        guardian: { full_name: 'Rui Lima' },
        emergency: { full_name: 'rosa lima', phone: '+5511912345678' },
      }),
    ).toEqual([
      ['phone', 'same'],
      ['email', 'new'],
      ['address', 'new'],
      ['guardian', 'new'],
      ['emergency', 'new'],
    ])
  })

  it('suggests what fills a gap, and nothing over what is there', () => {
    const list = comparisons(
      { full_name: 'Outra Pessoa', cpf: '52998224725', birth_date: '1990-02-28' },
      patient,
      words,
    )
    expect(suggestedUnits(list)).toEqual(['cpf'])
  })

  it('suggests everything for somebody new', () => {
    const list = comparisons({ full_name: 'Mariana Souza', phone: '+5511987654321' }, null, words)
    expect(suggestedUnits(list)).toEqual(['full_name', 'phone'])
  })
})
