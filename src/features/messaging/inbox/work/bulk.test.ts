import { describe, expect, it } from 'vitest'
import { aThread } from '../fixtures'
import { inPieces, sorted, undoOf } from './bulk'
import type { BulkAction } from './types'

const undone = (change: BulkAction, threads: Parameters<typeof aThread>[0][]) =>
  undoOf(change, threads.map(aThread)).map((step) => [step.change, step.threads.map(({ id }) => id)])

describe('taking back what was done to several', () => {
  it('gives each back to whom it belonged, and to its column', () => {
    expect(
      undone({ action: 'assign', value: { user_id: 'rita' } }, [
        { id: 'a' },
        { id: 'b', assigned_to: 'ana', board_column: 'waiting_contact' },
        { id: 'c', assigned_to: 'rita' },
        { id: 'd' },
      ]),
    ).toEqual([
      [{ action: 'assign', value: { user_id: null } }, ['a', 'd']],
      [{ action: 'assign', value: { user_id: 'ana' } }, ['b']],
      [{ action: 'move', value: { column: 'new' } }, ['a', 'd']],
      [{ action: 'move', value: { column: 'waiting_contact' } }, ['b']],
    ])
  })

  it('moves each back to the column it came from', () => {
    expect(
      undone({ action: 'move', value: { column: 'finished' } }, [
        { id: 'a', board_column: 'in_progress' },
        { id: 'b', status: 'finished', board_column: 'in_progress' },
      ]),
    ).toEqual([[{ action: 'move', value: { column: 'in_progress' } }, ['a']]])
  })

  it('opens and finishes again, with the reason', () => {
    expect(undone({ action: 'finish' }, [{ id: 'a' }, { id: 'b', status: 'finished' }])).toEqual([
      [{ action: 'move', value: { column: 'new' } }, ['a']],
    ])
    expect(
      undone({ action: 'reopen' }, [{ id: 'a' }, { id: 'b', status: 'finished', status_reason: 'Pronto' }]),
    ).toEqual([[{ action: 'finish', value: { reason: 'Pronto' } }, ['b']]])
  })

  it('takes a tag from those that did not have it', () => {
    const value = { tag_id: 't' }
    expect(undone({ action: 'tag', value }, [{ id: 'a' }, { id: 'b', tag_ids: ['t'] }])).toEqual([
      [{ action: 'untag', value }, ['a']],
    ])
    expect(undone({ action: 'untag', value }, [{ id: 'a' }, { id: 'b', tag_ids: ['t'] }])).toEqual([
      [{ action: 'tag', value }, ['b']],
    ])
  })

  it('knows what was read and what slept', () => {
    const threads = [{ id: 'a' }, { id: 'b', unread_count: 2, snoozed_until: '2026-11-23T12:00:00Z' }]
    expect(undone({ action: 'read' }, threads)).toEqual([[{ action: 'unread' }, ['b']]])
    expect(undone({ action: 'unread' }, threads)).toEqual([[{ action: 'read' }, ['a']]])
    expect(undone({ action: 'snooze', value: { until: '2026-12-01T12:00:00Z' } }, threads)).toEqual([
      [{ action: 'snooze', value: { until: null } }, ['a']],
      [{ action: 'snooze', value: { until: '2026-11-23T12:00:00Z' } }, ['b']],
    ])
  })
})

describe('the answer about several', () => {
  it('says of each whether it changed; one without an answer did not', () => {
    const threads = ['a', 'b', 'c'].map((id) => aThread({ id, thread_key: id }))
    const { done, refused } = sorted(threads, [
      { thread_key: 'b', done: false, code: 'conversation_finished' },
      { thread_key: 'a', done: true, code: null },
    ])
    expect(done.map(({ id }) => id)).toEqual(['a'])
    expect(refused.map(({ thread, code }) => [thread.id, code])).toEqual([
      ['b', 'conversation_finished'],
      ['c', 'network'],
    ])
  })

  it('comes in pieces', () => {
    expect(inPieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(inPieces([], 2)).toEqual([])
  })
})
