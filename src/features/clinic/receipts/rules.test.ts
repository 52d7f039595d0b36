import { describe, expect, it } from 'vitest'
import { fileNames, monthOf, sortRows, standing } from './rules'
import type { ReceitaRow } from './types'

const row = (changes: Partial<ReceitaRow>) =>
  ({ amount_cents: 100, exported_cents: 0, problem: null, ...changes }) as ReceitaRow

describe('a month', () => {
  it.each([
    ['2026-11-28', 0, { from: '2026-11-01', to: '2026-11-30' }],
    ['2027-01-05', 1, { from: '2026-12-01', to: '2026-12-31' }],
    ['2028-03-31', 1, { from: '2028-02-01', to: '2028-02-29' }],
  ])('of %s, %i before', (today, back, expected) => {
    expect(monthOf(today, back)).toEqual(expected)
  })
})

describe('rows of Receita Saúde', () => {
  it('are ready, incomplete, exported or of companies', () => {
    const rows = [
      row({}),
      row({ problem: 'payer_document' }),
      row({ exported_cents: 100 }),
      row({ exported_cents: 60 }),
      row({ problem: 'payer_is_company' }),
    ]
    expect(sortRows(rows)).toEqual({
      ready: [rows[0], rows[3]],
      incomplete: [rows[1]],
      exported: [rows[2]],
      companies: [rows[4]],
    })
  })

  it('go into files that are numbered where there are several', () => {
    expect(fileNames('2026-11-01', '2026-11-30', 1)).toEqual(['receita-saude-2026-11-01-a-2026-11-30.csv'])
    expect(fileNames('2026-11-01', '2026-11-30', 2)).toEqual([
      'receita-saude-2026-11-01-a-2026-11-30-1.csv',
      'receita-saude-2026-11-01-a-2026-11-30-2.csv',
    ])
  })
})

it('receipts that were cancelled stand no more', () => {
  const kept = { id: 'a', year: 2026, number: 1, amount_cents: 1, is_cancelled: false }
  expect(standing({ receipts: [kept, { ...kept, is_cancelled: true }] })).toEqual([kept])
})
