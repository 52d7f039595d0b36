/** What one tab says about itself; `turn` grows with each change, so that two sayings of one tab are told apart. */
export type Said = Record<string, unknown> & { turn: number }

const isSaid = (meta: unknown): meta is Said =>
  typeof meta === 'object' && meta !== null && 'turn' in meta && typeof meta.turn === 'number'

/**
 * Who is on a topic, one saying for each tab. Kept beside supabase-js, whose own state loses the references of what was
 * said before when somebody says something new, and then shows people who left (realtime-js 2.109).
 */
export class PresenceRoster {
  private readonly tabs = new Map<string, Said>()

  /** Everybody, as the server listed them at joining; the last saying of a tab counts. */
  rebuild(state: Record<string, readonly unknown[]>): void {
    this.tabs.clear()
    for (const [key, metas] of Object.entries(state)) this.join(key, metas)
  }

  /** A tab came, or says something new. */
  join(key: string, metas: readonly unknown[]): void {
    const said = metas.findLast(isSaid)
    if (said) this.tabs.set(key, said)
  }

  /** A tab left, or no longer says what it said before. */
  leave(key: string, metas: readonly unknown[]): void {
    const current = this.tabs.get(key)
    if (metas.some((meta) => isSaid(meta) && meta.turn === current?.turn)) this.tabs.delete(key)
  }

  clear(): void {
    this.tabs.clear()
  }

  list(): readonly Said[] {
    return [...this.tabs.values()]
  }
}
