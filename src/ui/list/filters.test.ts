import { describe, expect, it } from 'vitest'
import {
  anyFilter,
  choiceFilter,
  initialValues,
  nextSort,
  readFilters,
  readSort,
  searchFilter,
  writeFilters,
  writeSort,
} from './filters'

const filters = {
  kind: choiceFilter('tipo', ['all', 'usage', 'refund'], 'all'),
  clinic: anyFilter('clinica'),
  search: searchFilter(),
}

describe('filters in the address', () => {
  it('are what they are without it when it says nothing', () => {
    expect(readFilters(filters, {})).toEqual({ kind: 'all', clinic: '', search: '' })
    expect(writeFilters(filters, initialValues(filters))).toEqual({
      tipo: undefined,
      clinica: undefined,
      busca: undefined,
    })
  })

  it('come back as they were written', () => {
    const values = { kind: 'usage', clinic: 'b0', search: 'Ana & Bia' } as const
    expect(readFilters(filters, writeFilters(filters, values) as Record<string, string>)).toEqual(values)
  })

  it('ignore what they do not know, and a key that stands there twice', () => {
    expect(readFilters(filters, { tipo: 'drop table', clinica: ['a', 'b'] })).toEqual(initialValues(filters))
  })

  it('keep two lists of a page apart', () => {
    const written = writeFilters(filters, { kind: 'refund', clinic: '', search: '' }, 'compras-')
    expect(written['compras-tipo']).toBe('refund')
    expect(readFilters(filters, { 'compras-tipo': 'refund' }).kind).toBe('all')
    expect(readFilters(filters, { 'compras-tipo': 'refund' }, 'compras-').kind).toBe('refund')
  })

  it('write what is typed without the spaces around it', () => {
    expect(writeFilters(filters, { kind: 'all', clinic: '', search: '  ana ' }).busca).toBe('ana')
    expect(writeFilters(filters, { kind: 'all', clinic: '', search: '   ' }).busca).toBeUndefined()
  })
})

describe('the order in the address', () => {
  it('names a column, from the end with a minus', () => {
    expect(writeSort({ key: 'name', descending: true })).toBe('-name')
    expect(writeSort(null)).toBeUndefined()
    expect(readSort('-name', ['name'])).toEqual({ key: 'name', descending: true })
    expect(readSort('name', ['name'])).toEqual({ key: 'name', descending: false })
  })

  it('takes no column that cannot be ordered', () => {
    expect(readSort('balance', ['name'])).toBeNull()
    expect(readSort(undefined, ['name'])).toBeNull()
  })

  it('goes from the start to the end to the list’s own with each press', () => {
    const first = nextSort(null, 'name')
    const second = nextSort(first, 'name')
    expect([first, second, nextSort(second, 'name')]).toEqual([
      { key: 'name', descending: false },
      { key: 'name', descending: true },
      null,
    ])
    expect(nextSort(second, 'role')).toEqual({ key: 'role', descending: false })
  })
})
