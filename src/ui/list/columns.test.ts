import { describe, expect, it } from 'vitest'
import { fileColumns, sheetOf, sortRows, visibleColumns, type ListColumn } from './columns'
import { parseHidden } from './memory'
import { isSameView } from './views'

interface Person {
  name: string
  visits: number | null
}

const columns: ListColumn<Person>[] = [
  { key: 'name', label: 'Nome', lead: true, value: (row) => row.name },
  { key: 'visits', label: 'Visitas', value: (row) => row.visits },
  { key: 'note', label: 'Nota', isExtra: true, value: () => '=1+1' },
  { key: 'actions', label: 'Ações', hiddenLabel: true },
]
const keysOf = (shown: readonly ListColumn<Person>[]) => shown.map((column) => column.key)

describe('the columns in sight', () => {
  it('are all but the extra ones until a person chose', () => {
    expect(keysOf(visibleColumns(columns, null))).toEqual(['name', 'visits', 'actions'])
  })

  it('are those that the person left, but always the name and the buttons', () => {
    expect(keysOf(visibleColumns(columns, ['visits']))).toEqual(['name', 'note', 'actions'])
    expect(keysOf(visibleColumns(columns, ['name', 'visits', 'note', 'actions']))).toEqual([
      'name',
      'actions',
    ])
  })

  it.each([
    [null, null],
    ['["a"]', ['a']],
    ['[1,"a"]', ['a']],
    ['{}', null],
    ['broken', null],
  ])('are remembered as %j says', (stored, hidden) => {
    expect(parseHidden(stored)).toEqual(hidden)
  })
})

describe('a file', () => {
  it('has every column with a value, also those out of sight, and nothing for what is not known', () => {
    expect(sheetOf(fileColumns(columns), [{ name: 'Ana', visits: null }])).toEqual([
      ['Nome', 'Visitas', 'Nota'],
      ['Ana', '', '=1+1'],
    ])
  })
})

describe('rows in memory', () => {
  const rows: Person[] = [
    { name: 'Bia', visits: 2 },
    { name: 'ágata', visits: null },
    { name: 'Caio', visits: 10 },
  ]
  const order = (key: string, descending: boolean) =>
    sortRows(rows, columns, { key, descending }, 'pt-BR').map((row) => row.name)

  it('are ordered as people read, numbers by their size, and what is missing last', () => {
    expect(order('name', false)).toEqual(['ágata', 'Bia', 'Caio'])
    expect(order('visits', false)).toEqual(['Bia', 'Caio', 'ágata'])
    expect(order('visits', true)).toEqual(['Caio', 'Bia', 'ágata'])
  })

  it('keep their order without one, or by a column without a value', () => {
    expect(sortRows(rows, columns, null, 'pt-BR')).toEqual(rows)
    expect(order('actions', true)).toEqual(['Bia', 'ágata', 'Caio'])
  })
})

describe('two views', () => {
  it('are the same whatever the order in which something was chosen', () => {
    const one = { address: { tipo: 'uso', ordem: 'name' }, hidden: ['a', 'b'] }
    expect(isSameView(one, { address: { ordem: 'name', tipo: 'uso' }, hidden: ['b', 'a'] })).toBe(true)
    expect(isSameView(one, { ...one, hidden: null })).toBe(false)
    expect(isSameView(one, { ...one, address: { tipo: 'uso' } })).toBe(false)
  })
})
