import { compareInstants } from '@/lib/instants'
import { insertSorted, replaceRow } from '@/lib/live/pages'
import { compareMessages, mergeMessage, type MessagePages } from './cache'
import type { ConversationMessage } from '../types'

/**
 * A stretch of a conversation away from its end: what stands around a message that was found. One page, newest first;
 * kept beside the newest messages, which stay live, until both meet.
 */
export interface Segment extends MessagePages {
  hasNewer: boolean
  hasOlder: boolean
}

/** Messages asked for at once on each side of the one that was found. */
const AROUND = 25

/** The segment of an answer around a message, of which `newer` and `older` were asked for. */
export function segmentOf(rows: ConversationMessage[], id: string, newer: number, older: number): Segment {
  const index = rows.findIndex((row) => row.id === id)
  return {
    pages: [rows],
    pageParams: [null],
    hasNewer: index >= newer,
    hasOlder: rows.length - index - 1 >= older,
  }
}

/** How much a segment holds on each side of its message, so that asking again brings no less. */
export function reachOf(segment: Segment | undefined, id: string): { newer: number; older: number } {
  const rows = segment?.pages.flat() ?? []
  const index = rows.findIndex((row) => row.id === id)
  if (index < 0) return { newer: AROUND, older: AROUND }
  return { newer: Math.max(AROUND, index), older: Math.max(AROUND, rows.length - index - 1) }
}

/** The segment with the messages that follow one of its ends; a message that is in it already stays once. */
export function grown(
  segment: Segment,
  rows: ConversationMessage[],
  side: 'newer' | 'older',
  asked: number,
): Segment {
  const known = segment.pages.flat()
  const ids = new Set(known.map(({ id }) => id))
  const added = rows.filter(({ id }) => !ids.has(id))
  const page = side === 'newer' ? [...added, ...known] : [...known, ...added]
  const more = added.length >= asked
  return { ...segment, pages: [page], ...(side === 'newer' ? { hasNewer: more } : { hasOlder: more }) }
}

/** A change of a message that is in the segment, or one that turned up late between its messages; others pass by. */
export function applyToSegment(segment: Segment, incoming: ConversationMessage): Segment {
  const rows = segment.pages.flat()
  const current = rows.find(({ id }) => id === incoming.id)
  if (current) {
    const merged = mergeMessage(current, incoming)
    if (compareInstants(current.occurred_at, merged.occurred_at) === 0)
      return { ...segment, ...replaceRow(segment, current, merged) }
    const without = rows.filter((row) => row !== current)
    return { ...segment, pages: insertSorted([without], merged, compareMessages, true) ?? segment.pages }
  }
  const [newest] = rows
  if (!newest || compareMessages(incoming, newest) < 0) return segment
  const pages = insertSorted(segment.pages, incoming, compareMessages, !segment.hasOlder)
  return pages === null ? segment : { ...segment, pages }
}

/** The newest messages and a segment as one stretch, or null while there is a gap between them. */
export function joined(live: MessagePages | undefined, segment: Segment): MessagePages | null {
  const newest = new Map((live?.pages.flat() ?? []).map((row) => [row.id, row]))
  const older = segment.pages.flat()
  if (!older.some(({ id }) => newest.has(id))) return null
  return {
    pages: [[...newest.values(), ...older.filter(({ id }) => !newest.has(id))].sort(compareMessages)],
    pageParams: [null],
  }
}
