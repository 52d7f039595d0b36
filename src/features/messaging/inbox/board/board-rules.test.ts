import { describe, expect, it } from 'vitest'
import { aThread } from '../fixtures'
import { applyThread, threadsOf, type ThreadPages } from '../live/cache'
import { columnOf, matchesList } from '../rules'
import type { BoardColumnKey, ConversationThread, ListParams } from '../types'
import { exactCount, movedTo, otherColumns, reordered, shiftCounts } from './board-rules'

const PAGE = 2
const viewer = { userId: 'u', openThreadId: null }
const paramsOf = (column: BoardColumnKey): ListParams => ({
  filter: 'all',
  status: 'open',
  search: '',
  column,
})
const pagesOf = (...pages: ConversationThread[][]): ThreadPages => ({
  pages,
  pageParams: pages.map(() => null),
})
const at = (minute: number, patch: Partial<ConversationThread> = {}) =>
  aThread({ id: `t${minute}`, last_message_at: `2026-11-22T12:${minute}:00+00:00`, ...patch })

describe('a move', () => {
  it('finishes, opens again, and ends a sleep only by finishing', () => {
    const asleep = aThread({ snoozed_until: '2027-01-01T00:00:00Z', snoozed_at: '2026-11-22T12:00:00Z' })
    expect(movedTo(asleep, 'in_progress')).toMatchObject({
      status: 'open',
      board_column: 'in_progress',
      snoozed_until: '2027-01-01T00:00:00Z',
    })
    const finished = movedTo(asleep, 'finished')
    expect(finished).toMatchObject({ status: 'finished', board_column: 'new', snoozed_until: null })
    expect(columnOf(finished)).toBe('finished')
    expect(columnOf(movedTo(finished, 'waiting_contact'))).toBe('waiting_contact')
  })

  it('is offered to every column but the one it stands in', () => {
    const columns = [{ key: 'finished' as const }, { key: 'new' as const }]
    expect(otherColumns(columns, aThread({ status: 'finished' }))).toEqual([{ key: 'new' }])
    expect(otherColumns(columns, aThread())).toEqual([{ key: 'finished' }])
  })

  it('takes one from a count and adds it to the other, unless they were counted to their end', () => {
    const counts = { new: 1, in_progress: 0, waiting_contact: 3, finished: 10_000 }
    expect(shiftCounts(counts, 'new', 'finished')).toEqual({ ...counts, new: 0 })
    expect(shiftCounts(counts, 'in_progress', 'new')).toEqual({ ...counts, new: 2 })
    expect(shiftCounts(counts, 'new', 'new')).toEqual(counts)
    expect(exactCount(9_999)).toBe(9_999)
    expect(exactCount(10_000)).toBeNull()
  })
})

describe('the cached columns', () => {
  it('take a card by its column, whatever its status was asked for', () => {
    expect(matchesList(aThread(), paramsOf('new'), 'u')).toBe(true)
    expect(matchesList(aThread(), paramsOf('in_progress'), 'u')).toBe(false)
    expect(matchesList(aThread({ status: 'finished' }), paramsOf('new'), 'u')).toBe(false)
    expect(matchesList(aThread({ status: 'finished' }), paramsOf('finished'), 'u')).toBe(true)
    expect(matchesList(aThread(), { ...paramsOf('new'), filter: 'mine' }, 'u')).toBe(false)
  })

  it('let go of a moved card, also of the one that is open, and put it where its last message belongs', () => {
    const card = at(20)
    const moved = movedTo(card, 'in_progress')
    const open = { ...viewer, openThreadId: card.id }
    const left = applyThread(pagesOf([at(30), card]), moved, paramsOf('new'), open, PAGE)
    expect(threadsOf(left).map(({ id }) => id)).toEqual(['t30'])
    const busy = [at(25, { board_column: 'in_progress' }), at(10, { board_column: 'in_progress' })]
    const joined = applyThread(pagesOf(busy), moved, paramsOf('in_progress'), open, PAGE)
    expect(threadsOf(joined).map(({ id }) => id)).toEqual(['t25', 't20', 't10'])
  })

  it('leave out a card that belongs below what is loaded', () => {
    const full = pagesOf([at(50), at(40)])
    expect(applyThread(full, at(20), paramsOf('new'), viewer, PAGE)).toEqual(full)
  })
})

it('columns change their places one by one, and not beyond the ends', () => {
  expect(reordered(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(reordered(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(reordered(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
})
