import { describe, expect, it } from 'vitest'
import { pressAll, pressRow } from './selection'

const ids = ['a', 'b', 'c', 'd']
const press = (selected: string[], id: string, from: string | null = null) =>
  [...pressRow(new Set(selected), ids, id, from)].sort()

describe('selected rows', () => {
  it('are added and taken back one by one', () => {
    expect(press([], 'b')).toEqual(['b'])
    expect(press(['a', 'b'], 'b')).toEqual(['a'])
  })

  it('are everything between two presses with Shift, in both directions', () => {
    expect(press(['a'], 'c', 'a')).toEqual(['a', 'b', 'c'])
    expect(press(['d'], 'b', 'd')).toEqual(['b', 'c', 'd'])
    expect(press(ids, 'c', 'a')).toEqual(['d'])
  })

  it('are one when the row pressed before is gone', () => {
    expect(press([], 'c', 'gone')).toEqual(['c'])
  })

  it('are all in sight, or none when all were', () => {
    expect([...pressAll(new Set(['b']), ids)]).toEqual(ids)
    expect([...pressAll(new Set(ids), ids)]).toEqual([])
    expect([...pressAll(new Set(), [])]).toEqual([])
  })
})
