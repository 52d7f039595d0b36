import { describe, expect, it } from 'vitest'
import { insertSorted, isComplete, removeRow, replaceRow, rowsOf } from './pages'

const row = (id: string, at: number) => ({ id, at })
const newestFirst = (a: { at: number }, b: { at: number }) => b.at - a.at
const [a, b, c] = [row('a', 30), row('b', 20), row('c', 10)]
const data = { pages: [[a, b], [c]], pageParams: [null, null] }

describe('insertSorted', () => {
  it('puts a row where the order says, in whichever page', () => {
    const ids = (at: number) =>
      insertSorted(data.pages, row('x', at), newestFirst, true)?.map((page) =>
        page.map(({ id }) => id).join(''),
      )
    expect(ids(40)).toEqual(['xab', 'c'])
    expect(ids(25)).toEqual(['axb', 'c'])
    expect(ids(15)).toEqual(['ab', 'xc'])
    expect(ids(5)).toEqual(['ab', 'cx'])
  })

  it('leaves out what lies below the rows that are loaded', () => {
    expect(insertSorted(data.pages, row('x', 5), newestFirst, false)).toBeNull()
  })
})

describe('isComplete', () => {
  it('does not trust a full page', () => {
    expect(isComplete(data.pages, 2)).toBe(true)
    expect(isComplete([[a, b]], 2)).toBe(false)
    expect(isComplete([], 2)).toBe(true)
  })
})

describe('rows of pages', () => {
  it('are replaced in their place', () => {
    const next = row('b', 20)
    expect(replaceRow(data, b, next).pages[0]?.[1]).toBe(next)
  })

  it('are removed once, and then nothing changes', () => {
    const without = removeRow(data, 'b')
    expect(without.pages).toEqual([[a], [c]])
    expect(removeRow(without, 'b')).toBe(without)
  })

  it('are listed once, in the last state that is known', () => {
    const later = row('a', 31)
    expect(rowsOf({ pages: [[a, b], [later]] })).toEqual([later, b])
    expect(rowsOf(undefined)).toEqual([])
  })
})
