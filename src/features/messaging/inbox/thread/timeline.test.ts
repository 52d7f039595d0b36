import { describe, expect, it } from 'vitest'
import { aMessage } from '../fixtures'
import { enqueue } from '../compose/outbox'
import { buildTimeline, firstUnread, isAnswered, withOutbox } from './timeline'

const dayOf = (instant: string) => instant.slice(0, 10)
const at = (time: string) => `2026-11-22T${time}+00:00`

describe('buildTimeline', () => {
  it('separates days', () => {
    const items = buildTimeline(
      [
        aMessage({ id: 'a', occurred_at: '2026-11-21T23:59:00Z' }),
        aMessage({ id: 'b', occurred_at: '2026-11-22T00:01:00Z' }),
      ],
      dayOf,
    )
    expect(items.map((item) => item.key)).toEqual(['day:2026-11-21', 'a', 'day:2026-11-22', 'b'])
  })
  it('groups neighbours of one side', () => {
    const items = buildTimeline(
      [
        aMessage({ id: 'a', occurred_at: at('12:00:00') }),
        aMessage({ id: 'b', occurred_at: at('12:01:00') }),
        aMessage({ id: 'c', occurred_at: at('12:02:00'), direction: 'outbound', origin: 'app' }),
        aMessage({ id: 'd', occurred_at: at('12:03:00'), direction: 'outbound', origin: 'phone' }),
        aMessage({ id: 'e', occurred_at: at('12:30:00'), direction: 'outbound', origin: 'phone' }),
      ],
      dayOf,
    )
    const groups = items.flatMap((item) =>
      item.type === 'message' ? [[item.key, item.first, item.last]] : [],
    )
    expect(groups).toEqual([
      ['a', true, false],
      ['b', false, true],
      ['c', true, true],
      ['d', true, true],
      ['e', true, true],
    ])
  })
  it('breaks a group at the unread line', () => {
    const messages = ['a', 'b'].map((id) => aMessage({ id, occurred_at: at('12:00:00') }))
    const items = buildTimeline(messages, dayOf, { beforeKey: 'b', count: 1 })
    expect(items.map((item) => item.type)).toEqual(['day', 'message', 'unread', 'message'])
    expect(items[1]).toMatchObject({ last: true })
    expect(items[3]).toMatchObject({ first: true })
  })
  it('shows system events as lines that end a group', () => {
    const messages = [aMessage({ id: 'a' }), aMessage({ id: 's', kind: 'system' }), aMessage({ id: 'b' })]
    expect(buildTimeline(messages, dayOf).map((item) => item.type)).toEqual([
      'day',
      'message',
      'system',
      'message',
    ])
  })
})

describe('withOutbox', () => {
  const item = {
    clientId: 'c1',
    tenantId: 't',
    threadKey: 'k',
    body: 'Olá',
    template: null,
    replyTo: null,
    createdAt: at('12:05:00'),
  }
  it('shows an unsent message at the end, once', () => {
    const unsent = withOutbox([aMessage()], enqueue([], item))
    expect(unsent.at(-1)).toMatchObject({ client_id: 'c1', status: 'queued', local: 'waiting' })
    const stored = aMessage({ id: 'stored', client_id: 'c1', direction: 'outbound', status: 'sent' })
    expect(withOutbox([stored], enqueue([], item))).toEqual([stored])
  })
  it('shows a failed message as waiting while it is tried again', () => {
    const failed = aMessage({
      id: 'f',
      client_id: 'c1',
      direction: 'outbound',
      status: 'failed',
      error_code: 'x',
    })
    expect(withOutbox([failed], enqueue([], item))).toMatchObject([
      { id: 'f', status: 'queued', local: 'waiting' },
    ])
  })
})

describe('firstUnread', () => {
  const messages = [
    aMessage({ id: 's', kind: 'system' }),
    aMessage({ id: 'a' }),
    aMessage({ id: 'b' }),
    aMessage({ id: 'c', direction: 'outbound' }),
    aMessage({ id: 'd' }),
  ]
  it('counts inbound messages back from the newest', () => {
    expect(firstUnread(messages, 2, 'd')).toEqual({ key: 'b', exact: true })
    expect(firstUnread(messages, 0, 'd')).toBeNull()
  })
  it('is not moved by what arrives meanwhile', () => {
    expect(firstUnread([...messages, aMessage({ id: 'e' })], 2, 'd')).toEqual({ key: 'b', exact: true })
  })
  it('is the oldest that is loaded where more is unread, until older ones are', () => {
    expect(firstUnread(messages, 5, 'd')).toEqual({ key: 'a', exact: false })
    const older = ['x', 'y', 'z'].map((id) => aMessage({ id }))
    expect(firstUnread([...older, ...messages], 5, 'd')).toEqual({ key: 'y', exact: true })
  })
  it('is nowhere without messages of the other side', () => {
    expect(firstUnread([aMessage({ direction: 'outbound' })], 3, 'm1')).toBeNull()
  })
})

describe('isAnswered', () => {
  const automatic = aMessage({ id: 'b', direction: 'outbound', origin: 'automation' })
  const typed = aMessage({ id: 'c', direction: 'outbound', origin: 'app' })
  it.each([
    ['nobody wrote', [aMessage({ id: 'a' })], false],
    ['only a machine wrote', [aMessage({ id: 'a' }), automatic], false],
    ['somebody wrote before', [typed, aMessage({ id: 'a' })], false],
    ['somebody wrote after', [aMessage({ id: 'a' }), automatic, typed], true],
  ])('%s', (_, messages, expected) => {
    expect(isAnswered(messages, 'a')).toBe(expected)
  })
})
