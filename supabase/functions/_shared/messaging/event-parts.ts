import type { IngestEvent, IngestResult } from './types.ts'

/**
 * Every message that an event speaks of is locked until its transaction ends, and Postgres has room for some thousands of
 * locks in all. Real events carry one message or some hundreds (a synchronisation); an array may hold tens of thousands.
 */
const largestPart = 500

/** Events of this size are written by themselves: a batch of fifty of them would hold too many locks. */
export const largestInBatch = 20

/**
 * An event in pieces of which each is stored and applied in a transaction of its own. The first has the event's key, all
 * that was received, and the reason if some of it was not understood; the others name it. The same event gives the same
 * pieces, so a repetition goes on where the first delivery stopped.
 */
export function partsOf(event: IngestEvent): IngestEvent[] {
  const { actions, event_key } = event
  if (actions.length <= largestPart) return [event]
  // Messages come first, as within a transaction: what is said about them then finds them.
  const ordered = [
    ...actions.filter(({ type }) => type === 'message'),
    ...actions.filter(({ type }) => type !== 'message'),
  ]
  return Array.from({ length: Math.ceil(ordered.length / largestPart) }, (_, place) => ({
    ...event,
    actions: ordered.slice(place * largestPart, (place + 1) * largestPart),
    ...(place === 0
      ? {}
      : { event_key: `${event_key}#${place + 1}`, raw: { part: place + 1, of: event_key }, unparsed: null }),
  }))
}

const weights: Record<IngestResult['outcome'], number> = {
  error: 5,
  applied: 4,
  unparsed: 3,
  ignored: 2,
  duplicate: 1,
  unauthorized: 0,
}

/** What became of an event whose pieces had these outcomes: the one that matters most. */
export function outcomeOfParts(results: readonly [IngestResult, ...IngestResult[]]): IngestResult {
  const most = results.reduce((worst, result) =>
    weights[result.outcome] > weights[worst.outcome] ? result : worst,
  )
  return results.some(({ wakes }) => wakes) ? { ...most, wakes: true } : most
}
