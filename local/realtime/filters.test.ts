import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FilterError, filterToSql, parseFilters } from './filters.ts'

function sqlOf(text: string): { sql: string; values: string[] } {
  const values: string[] = []
  const parts = parseFilters(text).map((filter) =>
    filterToSql(filter, 'c', 'int8', (value) => `$${values.push(value)}`),
  )
  return { sql: parts.join(' and '), values }
}

describe('parseFilters', () => {
  it('reads one condition and several', () => {
    expect(parseFilters('id=eq.5')).toEqual([{ column: 'id', operator: 'eq', negated: false, values: ['5'] }])
    expect(parseFilters('a=gt.1,b=not.is.null')).toEqual([
      { column: 'a', operator: 'gt', negated: false, values: ['1'] },
      { column: 'b', operator: 'is', negated: true, values: ['null'] },
    ])
    expect(parseFilters('')).toEqual([])
  })

  it('keeps dots, quoted commas and escaped quotes in values', () => {
    expect(parseFilters('a=eq.1.5')[0]?.values).toEqual(['1.5'])
    expect(parseFilters('a=in.(x,"y,z","q\\"r")')[0]?.values).toEqual(['x', 'y,z', 'q"r'])
    expect(parseFilters('a=eq."b,c"')[0]?.values).toEqual(['b,c'])
  })

  it.each(['a', 'a=5', 'a=resembles.1', '=eq.1', 'a=in.1', 'a=in.()', 'a=is.maybe', 'a=toString.1'])(
    'refuses %s',
    (text) => {
      expect(() => parseFilters(text)).toThrow(FilterError)
    },
  )

  it('refuses more than a hundred values', () => {
    const list = (count: number): string => `a=in.(${Array.from({ length: count }, (_, n) => n).join(',')})`
    expect(parseFilters(list(100))[0]?.values).toHaveLength(100)
    expect(() => parseFilters(list(101))).toThrow(FilterError)
  })

  it('reads back every quoted value', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (values) => {
        const quoted = values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`)
        expect(parseFilters(`a=in.(${quoted.join(',')})`)[0]?.values).toEqual(values)
      }),
    )
  })
})

describe('filterToSql', () => {
  it.each([
    ['a=eq.5', '(c = $1::text::int8)', ['5']],
    ['a=not.in.(1,2)', '(not (c in ($1::text::int8, $2::text::int8)))', ['1', '2']],
    ['a=is.null', '(c is null)', []],
    ['a=ilike.%x%', '(c::text ilike $1::text)', ['%x%']],
    ['a=imatch.^x', '(c::text ~* $1::text)', ['^x']],
    ['a=isdistinct.5', '(c is distinct from $1::text::int8)', ['5']],
  ])('writes %s', (text, sql, values) => {
    expect(sqlOf(text)).toEqual({ sql, values })
  })

  it('never writes a value into the statement', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`
        expect(sqlOf(`a=eq.${quoted}`)).toEqual({ sql: '(c = $1::text::int8)', values: [value] })
      }),
    )
  })
})
