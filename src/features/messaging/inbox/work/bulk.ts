import { columnOf } from '../rules'
import type { ConversationThread } from '../types'
import type { BulkAction, BulkResult } from './types'

/** One thing and the conversations that it is done with. */
export interface BulkStep {
  change: BulkAction
  threads: ConversationThread[]
}

/** Conversations asked for in one call: few enough that a bar moves, many enough to be quick. */
export const PIECE = 25

/** A list in pieces, in its order. */
export function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

function grouped(
  threads: readonly ConversationThread[],
  changeFor: (thread: ConversationThread) => BulkAction | null,
): BulkStep[] {
  const groups = new Map<string, BulkStep>()
  for (const thread of threads) {
    const change = changeFor(thread)
    if (change === null) continue
    const key = JSON.stringify(change)
    const group = groups.get(key) ?? { change, threads: [] }
    group.threads.push(thread)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const backToColumn = (thread: ConversationThread): BulkAction => ({
  action: 'move',
  value: { column: columnOf(thread) },
})

/** What makes of conversations what they were, from how they stood before; what did not change is left alone. */
export function undoOf(done: BulkAction, before: readonly ConversationThread[]): BulkStep[] {
  switch (done.action) {
    case 'finish':
      return grouped(before, (thread) => (thread.status === 'open' ? backToColumn(thread) : null))
    case 'reopen':
      return grouped(before, ({ status, status_reason }) =>
        status === 'finished' ? { action: 'finish', value: { reason: status_reason } } : null,
      )
    case 'move':
      return grouped(before, (thread) =>
        columnOf(thread) === done.value.column ? null : backToColumn(thread),
      )
    case 'assign': {
      const changed = before.filter(({ assigned_to }) => assigned_to !== done.value.user_id)
      const back = grouped(changed, ({ assigned_to }) => ({
        action: 'assign',
        value: { user_id: assigned_to },
      }))
      // who is given a conversation takes it out of the first column
      return done.value.user_id === null ? back : [...back, ...grouped(changed, backToColumn)]
    }
    case 'tag':
    case 'untag':
      return grouped(before, ({ tag_ids }) =>
        tag_ids.includes(done.value.tag_id) === (done.action === 'tag')
          ? null
          : { action: done.action === 'tag' ? 'untag' : 'tag', value: done.value },
      )
    case 'read':
      return grouped(before, ({ unread_count }) => (unread_count > 0 ? { action: 'unread' } : null))
    case 'unread':
      return grouped(before, ({ unread_count }) => (unread_count > 0 ? null : { action: 'read' }))
    case 'snooze':
      return grouped(before, ({ snoozed_until }) => ({ action: 'snooze', value: { until: snoozed_until } }))
  }
}

/** A conversation that did not change, and the code of why. */
export interface BulkRefusal {
  thread: ConversationThread
  code: string
}

/** Which of several changed, and which did not. */
export function sorted(
  threads: readonly ConversationThread[],
  results: readonly BulkResult[],
): { done: ConversationThread[]; refused: BulkRefusal[] } {
  const byKey = new Map(results.map((result) => [result.thread_key, result]))
  const done: ConversationThread[] = []
  const refused: BulkRefusal[] = []
  for (const thread of threads) {
    const result = byKey.get(thread.thread_key)
    if (result?.done) done.push(thread)
    else refused.push({ thread, code: result?.code ?? 'network' })
  }
  return { done, refused }
}
