import { describe, expect, it } from 'vitest'
import {
  isPassing,
  makeDue,
  markFailed,
  markRetry,
  markSending,
  markWaiting,
  nextDueAt,
  remove,
  retryDelay,
} from '@/lib/live/acts'
import { due, enqueue, parseOutboxItem, unsentByThread } from './outbox'

const item = (clientId: string, threadKey = 'k') => ({
  clientId,
  threadKey,
  tenantId: 't',
  body: clientId,
  template: null,
  replyTo: null,
  createdAt: '2026-11-22T12:00:00Z',
})
const two = enqueue(enqueue([], item('a')), item('b'))

describe('outbox', () => {
  it('takes a client id once', () => {
    expect(enqueue(two, item('a'))).toBe(two)
  })
  it('sends one message of a conversation at a time, in order', () => {
    expect(due(two, 0).map((x) => x.clientId)).toEqual(['a'])
    expect(due(markSending(two, 'a'), 0)).toEqual([])
    expect(due(remove(two, 'a'), 0).map((x) => x.clientId)).toEqual(['b'])
  })
  it('sends different conversations side by side', () => {
    expect(due(enqueue(two, item('c', 'other')), 0).map((x) => x.clientId)).toEqual(['a', 'c'])
  })
  it('waits longer after each attempt that got no answer, keeping the order', () => {
    const once = markWaiting(markSending(two, 'a'), 'a', 1000)
    expect(due(once, 1999)).toEqual([])
    expect(nextDueAt(once.slice(0, 1))).toBe(2000)
    expect(due(once, 2000).map((x) => x.clientId)).toEqual(['a'])
    expect(due(makeDue(once), 1000).map((x) => x.clientId)).toEqual(['a'])
    expect([1, 2, 3, 9].map(retryDelay)).toEqual([1000, 2000, 4000, 30000])
  })
  it('does not hold later messages back behind a refused one, and retries with the same client id', () => {
    const refused = markFailed(markSending(two, 'a'), 'a', 'opted_out')
    expect(due(refused, 0).map((x) => x.clientId)).toEqual(['b'])
    expect(due(markRetry(refused, 'a'), 0).map((x) => x.clientId)).toEqual(['a'])
  })
  it('names for each conversation of a clinic what a person must know first', () => {
    const foreign = { ...item('d', 'other'), tenantId: 'elsewhere' }
    const all = enqueue(enqueue(two, item('c', 'other')), foreign)
    const shown = (items: typeof all) => [...unsentByThread(items, 't').values()].map((x) => x.clientId)
    expect(shown(all)).toEqual(['b', 'c'])
    expect(shown(markFailed(all, 'a', 'channel_disconnected'))).toEqual(['a', 'c'])
  })
})

describe('parseOutboxItem', () => {
  it('brings back what a reload interrupted', () => {
    const stored = markFailed(markSending(two, 'a'), 'b', 'opted_out')
    expect(stored.map((x) => parseOutboxItem(JSON.stringify(x)))).toMatchObject([
      { clientId: 'a', state: 'waiting', attempts: 0 },
      { clientId: 'b', state: 'failed', errorCode: 'opted_out' },
    ])
  })
  it('keeps the template of a message, and drops what is none', () => {
    const template = { id: 'm1', variables: { 1: 'Bia' } }
    const [stored] = enqueue([], { ...item('a'), template })
    expect(parseOutboxItem(JSON.stringify(stored))?.template).toEqual(template)
    for (const broken of [1, 'x', {}, { id: 1, variables: {} }, { id: 'm1' }])
      expect(parseOutboxItem(JSON.stringify({ ...stored, template: broken }))?.template).toBeNull()
  })
  it.each(['', '{', '{}', '1', 'null'])('survives %s', (json) => expect(parseOutboxItem(json)).toBeNull())
})

describe('isPassing', () => {
  it('repeats by itself only what passes by itself', () => {
    expect(isPassing('network', null)).toBe(true)
    expect(isPassing('unexpected', 502)).toBe(true)
    expect(isPassing('opted_out', 409)).toBe(false)
    expect(isPassing('unexpected', null)).toBe(false)
  })
})
