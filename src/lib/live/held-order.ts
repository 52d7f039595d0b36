/** What a live list shows while its order is held: rows do not move under the pointer, nor away from a reader. */
export interface HeldRows<T> {
  rows: T[]
  /** Rows with something new that would stand elsewhere, or that are not shown yet. */
  pending: number
}

/**
 * The rows as they stood when the order began to be held, with what is known of them now. A row that left the list
 * stays, because everything below it would move; what was loaded below the last one is added. `isNews` says whether
 * what changed in a row is worth telling.
 */
export function holdOrder<T extends { id: string }>(
  held: readonly T[],
  current: readonly T[],
  isNews: (row: T, before: T) => boolean,
): HeldRows<T> {
  const now = new Map(current.map((row) => [row.id, row]))
  const before = new Map(held.map((row) => [row.id, row]))
  const lastHeld = current.findLastIndex((row) => before.has(row.id))
  const below = current.slice(lastHeld + 1)
  const above = current.slice(0, lastHeld + 1)
  const place = new Map(current.map((row, index) => [row.id, index]))
  const placeOf = ({ id }: T) => place.get(id) ?? -1
  /** Something that stood above it stands below it now. */
  const isMoved = (row: T) =>
    held
      .slice(
        0,
        held.findIndex(({ id }) => id === row.id),
      )
      .some((other) => placeOf(other) > placeOf(row))
  const isPending = (row: T) => {
    const old = before.get(row.id)
    return old === undefined || (isNews(row, old) && isMoved(row))
  }
  return {
    rows: [...held.map((row) => now.get(row.id) ?? row), ...below],
    pending: above.filter(isPending).length,
  }
}
