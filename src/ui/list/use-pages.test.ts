import { describe, expect, it } from 'vitest'
import { lastOfFull, withoutTwins } from './use-pages'

describe('a list page by page', () => {
  it('goes on after the last row of a full page, and ends with one that is not', () => {
    expect(lastOfFull([1, 2], 2)).toBe(2)
    expect(lastOfFull([1], 2)).toBeNull()
    expect(lastOfFull([], 2)).toBeNull()
  })

  it('shows a row once that moved between two pages, as it was fetched last', () => {
    const pages = [
      [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
      [
        { id: 'b', n: 2 },
        { id: 'c', n: 1 },
      ],
    ]
    expect(withoutTwins(pages, (row) => row.id).map(({ id, n }) => `${id}${n}`)).toEqual(['a1', 'b2', 'c1'])
  })
})
