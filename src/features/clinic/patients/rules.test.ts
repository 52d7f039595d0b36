import { describe, expect, it } from 'vitest'
import { addressLine, ageOn, formatBirthday, formatCep } from './rules'

describe('ageOn', () => {
  it('counts the years that are whole', () => {
    expect(ageOn('1990-11-28', '2026-11-28')).toBe(36)
    expect(ageOn('1990-11-29', '2026-11-28')).toBe(35)
    expect(ageOn('2026-11-28', '2026-11-28')).toBe(0)
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18)
  })
})

describe('addressLine', () => {
  it('says what is known of it', () => {
    const nothing = {
      street: null,
      street_number: null,
      complement: null,
      district: null,
      city: null,
      state: null,
    }
    expect(addressLine(nothing)).toBe('')
    expect(addressLine({ ...nothing, city: 'Cunha', state: 'SP' })).toBe('Cunha/SP')
    expect(
      addressLine({
        street: 'Rua Augusta',
        street_number: '1200',
        complement: 'ap. 42',
        district: 'Consolação',
        city: 'São Paulo',
        state: 'SP',
      }),
    ).toBe('Rua Augusta, 1200, ap. 42 · Consolação · São Paulo/SP')
  })
})

it('a CEP is written with its dash', () => {
  expect(formatCep('01310100')).toBe('01310-100')
  expect(formatCep('0131')).toBe('0131')
})

it('a birthday is the same day in every time zone', () => {
  expect(formatBirthday('1990-05-12', 'pt-BR')).toBe('12/05/1990')
})
