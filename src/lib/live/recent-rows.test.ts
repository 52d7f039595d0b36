import { describe, expect, it } from 'vitest'
import { RecentRows } from './recent-rows'

const replayed = (rows: RecentRows<{ id: string; n: number }>) =>
  rows.replay([] as string[], (ids, { id, n }) => [...ids, `${id}${n}`])

describe('RecentRows', () => {
  it('replays the last state of each row, in the order of arrival', () => {
    const rows = new RecentRows<{ id: string; n: number }>(() => 0)
    rows.add({ id: 'a', n: 1 })
    rows.add({ id: 'b', n: 1 })
    rows.add({ id: 'a', n: 2 })
    expect(replayed(rows)).toEqual(['b1', 'a2'])
  })

  it('forgets what is a minute old, and what was removed', () => {
    let now = 0
    const rows = new RecentRows<{ id: string; n: number }>(() => now)
    rows.add({ id: 'a', n: 1 })
    now = 30_000
    rows.add({ id: 'b', n: 1 })
    rows.add({ id: 'c', n: 1 })
    rows.remove('c')
    now = 60_000
    expect(replayed(rows)).toEqual(['b1'])
  })
})
