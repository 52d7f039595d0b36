import { describe, expect, it } from 'vitest'
import { changesOf, filterOf, sayValue, toneOf, type Speaker } from './rules'
import type { AuditEntry } from './types'

const speak: Speaker = {
  word: (value) => ({ owner: 'dono', active: 'ativo' })[value],
  money: (cents) => `R$ ${cents / 100}`,
  moment: (value) => `em ${value.slice(0, 10)}`,
  day: (value) => value.split('-').reverse().join('/'),
  phone: (value) => `tel ${value}`,
  number: String,
  yes: 'sim',
  no: 'não',
  nothing: 'vazio',
  hidden: 'não mostrado',
}
const id = '0a000000-0000-4000-8000-000000000001'

describe('sayValue', () => {
  it.each([
    ['role', 'owner', 'dono'],
    ['full_name', 'owner', 'owner'],
    ['price_cents', 18000, 'R$ 180'],
    ['minutes', 50, '50'],
    ['is_on', true, 'sim'],
    ['is_on', false, 'não'],
    ['note', null, 'vazio'],
    ['note', '••', 'não mostrado'],
    ['starts_at', '2026-11-28T15:00:00Z', 'em 2026-11-28'],
    ['birth_date', '1990-05-01', '01/05/1990'],
    ['therapist_id', id, 'Helena'],
    ['room_id', id.replace('0a', '0b'), '0b000000'],
    ['patient_ids', [id, id], 'Helena, Helena'],
    ['patient_ids', [], 'vazio'],
    ['cpf', '52998224725', '529.982.247-25'],
    ['phone', '+5511988776655', 'tel +5511988776655'],
    ['windows', { a: 1, b: true }, 'a: 1; b: sim'],
  ])('says %s %o as %s', (field, value, said) => {
    expect(sayValue(field, value, { [id]: 'Helena' }, speak)).toBe(said)
  })
})

describe('changesOf', () => {
  it('sets before beside after, without the id of the row', () => {
    const entry = {
      before: { role: 'owner', id },
      after: { role: 'operator', since: null },
      names: {},
    } as unknown as AuditEntry
    expect(changesOf(entry, speak)).toEqual([
      { field: 'role', before: 'dono', after: 'operator' },
      { field: 'since', before: null, after: 'vazio' },
    ])
  })
})

describe('the rest', () => {
  it('asks for what is set alone', () => {
    expect(filterOf({ person: '', area: 'money' })).toEqual({ area: 'money' })
  })

  it('colours what is grave', () => {
    expect(['info', 'notice', 'warning', 'critical'].map((each) => toneOf(each as 'info'))).toEqual([
      null,
      null,
      'warn',
      'coral',
    ])
  })
})
