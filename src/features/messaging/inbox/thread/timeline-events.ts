import type { TimelineItem, TimelineMessage } from './timeline'
import type { ConversationEvent } from '../types'
import type { ConversationNote } from '../work/types'

/** What stands between the messages: a thin line, or a note. */
type Happening = Pick<ConversationEvent | ConversationNote, 'id' | 'occurred_at'>

/** The part of a conversation that is laid out: events outside of it have no place yet. Null: to its very end. */
export interface ShownRange {
  from: string | null
  to: string | null
}

/** Where the messages that are laid out begin and end, unless there is nothing before, or after, them. */
export function rangeOf(shown: readonly TimelineMessage[], hasOlder: boolean, hasNewer: boolean): ShownRange {
  return {
    from: hasOlder ? (shown[0]?.occurred_at ?? null) : null,
    to: hasNewer ? (shown.at(-1)?.occurred_at ?? null) : null,
  }
}

function isShown(event: Happening, { from, to }: ShownRange): boolean {
  const at = Date.parse(event.occurred_at)
  return (from === null || at >= Date.parse(from)) && (to === null || at <= Date.parse(to))
}

/** Where an event stands: before the first message that is not older, after the line of its day. */
function placeOf(items: TimelineItem[], event: Happening, dayOf: (instant: string) => string): number {
  const at = Date.parse(event.occurred_at)
  const next = items.findIndex((item) => 'message' in item && Date.parse(item.message.occurred_at) >= at)
  if (next < 0) return items.length
  let place = next
  while (items[place - 1]?.type === 'unread') place -= 1
  const line = items[place - 1]
  return line?.type === 'day' && dayOf(line.at) !== dayOf(event.occurred_at) ? place - 1 : place
}

/**
 * Every message hands the card to the other side: of the moves that the rule made only the one that still holds is told.
 * What somebody did by hand stays.
 */
function withoutOvertakenMoves(events: readonly ConversationEvent[]): ConversationEvent[] {
  const moves = events.filter(({ kind }) => kind === 'moved')
  const latest = moves.reduce<ConversationEvent | undefined>(
    (last, move) => (last && Date.parse(last.occurred_at) > Date.parse(move.occurred_at) ? last : move),
    undefined,
  )
  return events.filter((event) => event.kind !== 'moved' || event.actor_id !== null || event === latest)
}

/** Puts what happened to a conversation, and its notes, between its messages. A line between two bubbles ends their group. */
export function withEvents(
  items: TimelineItem[],
  events: readonly ConversationEvent[],
  range: ShownRange,
  dayOf: (instant: string) => string,
  notes: readonly ConversationNote[] = [],
): TimelineItem[] {
  const lines: { at: Happening; line: TimelineItem }[] = [
    ...withoutOvertakenMoves(events).map((event) => ({
      at: event,
      line: { type: 'event' as const, key: `event:${event.id}`, event },
    })),
    ...notes.map((note) => ({ at: note, line: { type: 'note' as const, key: `note:${note.id}`, note } })),
  ]
  const shown = lines
    .filter(({ at }) => isShown(at, range))
    .sort(
      ({ at: a }, { at: b }) =>
        Date.parse(a.occurred_at) - Date.parse(b.occurred_at) || (a.id < b.id ? -1 : 1),
    )
  let result = items
  for (const { at: event, line } of shown) {
    const place = placeOf(result, event, dayOf)
    const day = result.slice(0, place).findLast((item) => item.type !== 'unread')
    const previousDay = day === undefined ? null : dayOfItem(day, dayOf)
    const newDay = previousDay !== dayOf(event.occurred_at) && place === result.length
    const dayLine: TimelineItem[] = newDay
      ? [{ type: 'day', key: `day:${dayOf(event.occurred_at)}`, at: event.occurred_at }]
      : []
    result = [
      ...result.slice(0, place).map((item, index) => (index === place - 1 ? parted(item, 'last') : item)),
      ...dayLine,
      line,
      ...result.slice(place).map((item, index) => (index === 0 ? parted(item, 'first') : item)),
    ]
  }
  return result
}

function parted(item: TimelineItem, end: 'first' | 'last'): TimelineItem {
  return item.type === 'message' ? { ...item, [end]: true } : item
}

function dayOfItem(item: TimelineItem, dayOf: (instant: string) => string): string | null {
  if (item.type === 'day') return dayOf(item.at)
  if (item.type === 'event') return dayOf(item.event.occurred_at)
  if (item.type === 'note') return dayOf(item.note.occurred_at)
  return 'message' in item ? dayOf(item.message.occurred_at) : null
}
