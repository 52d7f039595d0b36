import { readFile, readRows } from '@import/read.ts'
import { suggestColumns } from '@import/fields.ts'
import { describe, expect, it } from 'vitest'
import { toCsv } from '@/lib/spreadsheet/csv'
import { isOpen, percentOf, rejectedSheet } from './rules'

describe('rejectedSheet', () => {
  it('comes back as it was once it is corrected, and runs as no formula', async () => {
    const rows = [
      { row_number: 1, cells: ['=cmd|x', '123', '@nota'], kinds: ['phone_invalid'], wrong: [1] },
      { row_number: 2, cells: ['Bia; "B"', '12'], kinds: ['phone_invalid', 'email_invalid'], wrong: [1] },
    ]
    const sheet = rejectedSheet(['Nome', 'Fone', 'Obs'], rows, { heading: 'Motivo', of: (kind) => kind })
    const text = toCsv(sheet, 'pt-BR').replace('123', '11987650001')
    expect(text).toContain(`'=cmd|x`)
    const file = await readFile(new TextEncoder().encode(text), 'contacts')
    const columns = suggestColumns(file.headings, 'contacts')
    expect(columns).toEqual(['name', 'phones', 'notes', null])
    const read = [...readRows(file, { kind: 'contacts', columns, today: '2026-12-01' })]
    expect(read[0]).toMatchObject({
      problems: [],
      record: { name: '=cmd|x', note: '@nota', phones: ['+5511987650001'] },
    })
    expect(read[1]).toMatchObject({ problems: ['phone_invalid'], record: { name: 'Bia; "B"' } })
  })
})

it('says how far an import is', () => {
  expect(percentOf({ done: 1, total: 3 })).toBe(33)
  expect(percentOf({ done: 0, total: null })).toBeNull()
  expect([isOpen({ state: 'queued' }), isOpen({ state: 'undoing' })]).toEqual([true, false])
})
