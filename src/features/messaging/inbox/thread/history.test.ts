import { expect, it } from 'vitest'
import { aMessage as message } from '../fixtures'
import { buildHistory } from './history'

it('begins a part with each change of the conversation, and says a day once', () => {
  const of = (id: string, thread_id: string, occurred_at: string) => message({ id, thread_id, occurred_at })
  const parts = buildHistory(
    [
      of('1', 'a', '2026-11-20T10:00:00Z'),
      of('2', 'b', '2026-11-20T10:01:00Z'),
      of('3', 'b', '2026-11-21T10:00:00Z'),
      of('4', 'a', '2026-11-21T10:01:00Z'),
    ],
    (instant) => instant.slice(0, 10),
  )
  expect(parts.map(({ threadId, items }) => [threadId, items.map(({ type }) => type)])).toEqual([
    ['a', ['day', 'message']],
    ['b', ['message', 'day', 'message']],
    ['a', ['message']],
  ])
})
