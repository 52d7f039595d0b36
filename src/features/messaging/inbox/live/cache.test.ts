import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyAnswer,
  applyMessage,
  applyThread,
  compareMessages,
  mergeMessage,
  messagesOf,
  newestArrival,
  removeThread,
  threadsOf,
  type MessagePages,
  type ThreadPages,
} from './cache'
import { aMessage, aThread } from '../fixtures'
import type { ConversationMessage, ConversationThread, ListParams } from '../types'

const OPEN: ListParams = { filter: 'all', status: 'open', search: '' }
const VIEWER = { userId: 'me', openThreadId: null }
const at = (minute: number) => `2026-11-22T12:${String(minute).padStart(2, '0')}:00+00:00`

function list(...pages: ConversationThread[][]): ThreadPages {
  return { pages, pageParams: pages.map(() => null) }
}
function conversation(...pages: ConversationMessage[][]): MessagePages {
  return { pages, pageParams: pages.map(() => null) }
}
const ids = (data: ThreadPages) => threadsOf(data).map((thread) => thread.id)

describe('applyThread', () => {
  const a = aThread({ id: 'a', last_message_at: at(30), updated_at: at(30) })
  const b = aThread({ id: 'b', last_message_at: at(20), updated_at: at(20) })
  const c = aThread({ id: 'c', last_message_at: at(10), updated_at: at(10) })

  it('moves a conversation with a new message to the top', () => {
    const moved = { ...c, last_message_at: at(40), updated_at: at(40) }
    expect(ids(applyThread(list([a, b], [c]), moved, OPEN, VIEWER, 2))).toEqual(['c', 'a', 'b'])
  })
  it('inserts one that was not loaded', () => {
    const fresh = aThread({ id: 'x', last_message_at: at(25), updated_at: at(25) })
    expect(ids(applyThread(list([a, b]), fresh, OPEN, VIEWER, 40))).toEqual(['a', 'x', 'b'])
  })
  it('leaves one that lies below the loaded pages to paging', () => {
    const old = aThread({ id: 'x', last_message_at: at(1), updated_at: at(50) })
    expect(ids(applyThread(list([a, b]), old, OPEN, VIEWER, 2))).toEqual(['a', 'b'])
  })
  it('ignores a snapshot older than what is shown', () => {
    const data = list([a, b])
    expect(applyThread(data, { ...a, unread_count: 9, updated_at: at(5) }, OPEN, VIEWER, 40)).toBe(data)
  })
  it('takes out what no longer matches the filter', () => {
    const assigned = { ...a, assigned_to: 'me', updated_at: at(31) }
    const unassigned: ListParams = { ...OPEN, filter: 'unassigned' }
    expect(ids(applyThread(list([a, b]), assigned, unassigned, VIEWER, 40))).toEqual(['b'])
  })
  it('keeps the open conversation in place although it stopped matching', () => {
    const read = { ...a, unread_count: 0, updated_at: at(31) }
    const data = applyThread(
      list([{ ...a, unread_count: 2 }]),
      read,
      { ...OPEN, filter: 'unread' },
      { ...VIEWER, openThreadId: 'a' },
      40,
    )
    expect(threadsOf(data)).toEqual([read])
  })
  it('moves a finished conversation from one list to the other', () => {
    const finished = { ...b, status: 'finished' as const, updated_at: at(21) }
    expect(ids(applyThread(list([a, b]), finished, OPEN, VIEWER, 40))).toEqual(['a'])
    expect(ids(applyThread(list([]), finished, { ...OPEN, status: 'finished' }, VIEWER, 40))).toEqual(['b'])
  })
  it('is the same after duplicates and in any order of arrival', () => {
    const snapshots = [5, 15, 25, 35].map((minute) => ({
      ...b,
      last_message_at: at(minute),
      updated_at: at(minute),
      unread_count: minute,
    }))
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...snapshots, ...snapshots], { minLength: 8, maxLength: 8 }),
        (events) => {
          const data = events.reduce(
            (pages, event) => applyThread(pages, event, OPEN, VIEWER, 40),
            list([a, c]),
          )
          expect(ids(data)).toEqual(['b', 'a', 'c'])
          expect(threadsOf(data)[0]?.unread_count).toBe(35)
        },
      ),
    )
  })
})

describe('removeThread', () => {
  it('takes a merged conversation out of its page', () => {
    const data = list([aThread({ id: 'a' })], [aThread({ id: 'b' })])
    expect(ids(removeThread(data, 'b'))).toEqual(['a'])
    expect(removeThread(data, 'x')).toBe(data)
  })
})

describe('mergeMessage', () => {
  const sent = aMessage({
    direction: 'outbound',
    status: 'delivered',
    delivered_at: at(2),
    body: 'x'.repeat(3000),
  })

  it('keeps the higher status and its time', () => {
    const merged = mergeMessage(sent, { ...sent, status: 'sent', delivered_at: null })
    expect(merged).toMatchObject({ status: 'delivered', delivered_at: at(2) })
  })
  it('keeps the full text when a broadcast carries a cut one', () => {
    const merged = mergeMessage(sent, { ...sent, body: 'x'.repeat(2000), truncated: true, status: 'read' })
    expect(merged.body).toHaveLength(3000)
    expect(merged.truncated).toBeUndefined()
    expect(merged.status).toBe('read')
  })
  it('takes the text of the later edit only', () => {
    const edited = mergeMessage(sent, { ...sent, body: 'novo', edited_at: at(9) })
    expect(edited.body).toBe('novo')
    expect(mergeMessage(edited, sent).body).toBe('novo')
  })
  it('stays deleted', () => {
    const deleted = mergeMessage(sent, { ...sent, body: null, deleted_at: at(9) })
    expect(mergeMessage(deleted, sent).deleted_at).toBe(at(9))
  })
  it('forgets the reason once a delivery proves the failure wrong', () => {
    const failed = { ...sent, status: 'failed' as const, error_code: 'rejected_by_provider' }
    expect(mergeMessage(failed, { ...sent, status: 'delivered' }).error_code).toBeNull()
  })
})

describe('applyMessage', () => {
  const m = (n: number, patch: Partial<ConversationMessage> = {}) =>
    aMessage({ id: `m${n}`, occurred_at: at(n), created_at: at(n), ...patch })

  it('adds a new message at its place and keeps one copy of a duplicate', () => {
    const data = [m(3), m(1), m(2), m(3)].reduce(
      (pages, message) => applyMessage(pages, message, 50),
      conversation([]),
    )
    expect(messagesOf(data).map((message) => message.id)).toEqual(['m1', 'm2', 'm3'])
  })
  it('recognises the stored form of an optimistic message by its client id', () => {
    const data = applyMessage(
      conversation([m(1, { id: 'x', client_id: 'c', status: 'queued', direction: 'outbound' })]),
      m(2, { id: 'stored', client_id: 'c', status: 'sent', direction: 'outbound' }),
      50,
    )
    expect(messagesOf(data).map((message) => message.id)).toEqual(['stored'])
  })
  it('leaves what lies below the loaded pages to paging', () => {
    const data = conversation([m(9), m(8)])
    expect(applyMessage(data, m(1), 2)).toBe(data)
  })
  it('never shows a duplicate nor goes back, whatever the order of events', () => {
    const steps = (['queued', 'sending', 'sent', 'delivered', 'read'] as const).map((status) =>
      m(5, { direction: 'outbound', status, client_id: 'c' }),
    )
    fc.assert(
      fc.property(fc.shuffledSubarray([...steps, ...steps], { minLength: 10, maxLength: 10 }), (events) => {
        const data = events.reduce(
          (pages, event) => applyMessage(pages, event, 50),
          conversation([m(9), m(1)]),
        )
        expect(data.pages.flat().toSorted(compareMessages)).toEqual(data.pages.flat())
        expect(messagesOf(data).map((message) => message.status)).toEqual(['received', 'read', 'received'])
      }),
    )
  })
})

describe('messagesOf', () => {
  it('reads what was written within one second in the order of arrival', () => {
    const first = aMessage({ id: 'z', created_at: at(1) })
    const second = aMessage({ id: 'a', created_at: at(2) })
    const answer = aMessage({ id: 'b', occurred_at: '2026-11-22T12:00:00.400+00:00', created_at: at(0) })
    const ids = messagesOf(conversation([answer, first, second])).map((message) => message.id)
    expect(ids).toEqual(['b', 'z', 'a'])
  })
})

describe('applyAnswer', () => {
  it('replaces a failure by the new attempt, and nothing better', () => {
    const failed = aMessage({
      id: 'f',
      client_id: 'c',
      direction: 'outbound',
      status: 'failed',
      error_code: 'x',
    })
    const queued = { ...failed, status: 'queued' as const, error_code: null }
    expect(messagesOf(applyAnswer(conversation([failed]), queued, 50))).toEqual([queued])
    const delivered = { ...failed, status: 'delivered' as const, error_code: null }
    expect(messagesOf(applyAnswer(conversation([delivered]), queued, 50))[0]?.status).toBe('delivered')
  })
})

describe('the newest arrival', () => {
  it('is the message of the person that reached us last, whenever it was written', () => {
    const late = aMessage({ id: 'm3', occurred_at: '2026-11-22T09:00:00+00:00' })
    const early = aMessage({ id: 'm2', occurred_at: '2026-11-22T12:00:00+00:00' })
    const ours = aMessage({ id: 'm4', direction: 'outbound' })
    expect(newestArrival([late, early, ours])).toBe('m3')
    expect(newestArrival([ours])).toBe('m4')
    expect(newestArrival([])).toBeNull()
  })
})
