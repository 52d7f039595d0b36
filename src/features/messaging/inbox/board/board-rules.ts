import { columnOf } from '../rules'
import type { BoardColumnKey, BoardCounts, ConversationThread } from '../types'

/** From here on the database counts no further. */
const COUNTED_TO = 10_000

/** A conversation as it stands after a move, as `move_conversation` leaves it. */
export function movedTo(thread: ConversationThread, column: BoardColumnKey): ConversationThread {
  return column === 'finished'
    ? { ...thread, status: 'finished', status_reason: null, snoozed_until: null, snoozed_at: null }
    : { ...thread, status: 'open', status_reason: null, board_column: column }
}

/** Counts after one card went to another column; what was counted to its end stays there. */
export function shiftCounts(counts: BoardCounts, from: BoardColumnKey, to: BoardColumnKey): BoardCounts {
  const shifted = (count: number, by: 1 | -1) => (count >= COUNTED_TO ? count : Math.max(0, count + by))
  return from === to ? counts : { ...counts, [from]: shifted(counts[from], -1), [to]: shifted(counts[to], 1) }
}

/** How many a column holds, in words of the screen; null when that is not known to the last one. */
export function exactCount(count: number): number | null {
  return count >= COUNTED_TO ? null : count
}

/** Where a card can be moved to. */
export function otherColumns<Column extends { key: BoardColumnKey }>(
  columns: readonly Column[],
  thread: ConversationThread,
): Column[] {
  return columns.filter(({ key }) => key !== columnOf(thread))
}

/** The columns with one of them a place further up or down. */
export function reordered<Column>(columns: readonly Column[], index: number, step: 1 | -1): Column[] {
  const moved = columns[index]
  const target = index + step
  if (moved === undefined || target < 0 || target >= columns.length) return [...columns]
  return columns.toSpliced(index, 1).toSpliced(target, 0, moved)
}
