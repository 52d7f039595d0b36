const KEEP_MS = 60_000

/**
 * What arrived live in the last minute. A fetch that began before an event may answer after it; replaying the recent
 * rows over its answer means that nothing that was on the screen disappears.
 */
export class RecentRows<T extends { id: string }> {
  private readonly seen = new Map<string, { row: T; seenAt: number }>()

  constructor(private readonly now: () => number = Date.now) {}

  add(row: T): void {
    this.forgetOld()
    this.seen.delete(row.id)
    this.seen.set(row.id, { row, seenAt: this.now() })
  }

  remove(id: string): void {
    this.seen.delete(id)
  }

  /** Applies every recent row to an answer, in the order of arrival. */
  replay<Data>(data: Data, apply: (data: Data, row: T) => Data): Data {
    this.forgetOld()
    let result = data
    for (const { row } of this.seen.values()) result = apply(result, row)
    return result
  }

  /** The map is in order of arrival, so the old ones come first. */
  private forgetOld(): void {
    const limit = this.now() - KEEP_MS
    for (const [id, { seenAt }] of this.seen) {
      if (seenAt > limit) break
      this.seen.delete(id)
    }
  }
}
