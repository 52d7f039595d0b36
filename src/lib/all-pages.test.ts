import { describe, expect, it, vi } from 'vitest'
import { allPages } from './all-pages'

describe('all pages', () => {
  const upTo = (last: number) =>
    vi.fn(async (after = 0, limit: number) =>
      Array.from({ length: Math.min(limit, last - after) }, (_, index) => after + index + 1),
    )

  it('are fetched one after the other, each from the last row of the one before', async () => {
    const fetchPage = upTo(5)
    expect(await allPages<number>(fetchPage, 2)).toEqual([1, 2, 3, 4, 5])
    expect(fetchPage.mock.calls.map(([after]) => after)).toEqual([undefined, 2, 4])
  })

  it('end with an empty one when the last is full', async () => {
    expect(await allPages<number>(upTo(4), 2)).toEqual([1, 2, 3, 4])
    expect(await allPages<number>(upTo(0), 2)).toEqual([])
  })

  it('tell after each how many rows there are', async () => {
    const counts: number[] = []
    await allPages<number>(upTo(5), 2, { onPage: (rows) => counts.push(rows) })
    expect(counts).toEqual([2, 4, 5])
  })

  it('are not asked for any more once somebody stops', async () => {
    const stopping = new AbortController()
    const fetchPage = upTo(9)
    const all = allPages<number>(fetchPage, 2, { signal: stopping.signal, onPage: () => stopping.abort() })
    await expect(all).rejects.toThrow()
    expect(fetchPage).toHaveBeenCalledTimes(1)
  })
})
