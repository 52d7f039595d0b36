import { describe, expect, it } from 'vitest'
import {
  due,
  enqueue,
  makeDue,
  markFailed,
  markRetry,
  markSending,
  markWaiting,
  nextDueAt,
  type Act,
} from './acts'

interface Move extends Act {
  card: string
}
const move = (clientId: string, card = 'x') => ({ clientId, card })
const two = enqueue<Move>(enqueue<Move>([], move('a')), move('b'))
const ids = (items: Move[], now = 0) => due(items, now, ({ card }) => card).map(({ clientId }) => clientId)

describe('acts', () => {
  it('are taken once', () => {
    expect(enqueue<Move>(two, move('a'))).toBe(two)
  })

  it('leave one at a time in a line, and side by side in several', () => {
    expect(ids(enqueue<Move>(two, move('c', 'y')))).toEqual(['a', 'c'])
    expect(ids(markSending(two, 'a'))).toEqual([])
  })

  it('wait longer after each attempt, and leave at once when the connection is back', () => {
    const once = markWaiting(markSending(two, 'a'), 'a', 0)
    expect(ids(once, 999)).toEqual([])
    expect(ids(once, 1_000)).toEqual(['a'])
    expect(nextDueAt(once.slice(0, 1))).toBe(1_000)
    expect(ids(makeDue(once))).toEqual(['a'])
  })

  it('do not hold back those after one that failed, and are tried again when somebody asks', () => {
    const failed = markFailed(markSending(two, 'a'), 'a', 'not_allowed')
    expect(ids(failed)).toEqual(['b'])
    expect(ids(markRetry(failed, 'a'))).toEqual(['a'])
  })
})
