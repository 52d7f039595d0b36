import { isDeepStrictEqual } from 'node:util'

/** One tracked state: what the client said, and the reference that tells two states of one key apart. */
type PresenceMeta = Record<string, unknown> & { phx_ref: string; phx_ref_prev?: string }

/** Presence states by key, as `presence_state` carries them. */
type PresenceState = Record<string, { metas: PresenceMeta[] }>

/** What changed, as `presence_diff` carries it. */
export interface PresenceDiff {
  joins: PresenceState
  leaves: PresenceState
}

interface Entry {
  topic: string
  key: string
  payload: Record<string, unknown>
  meta: PresenceMeta
}

/** Who is where: one state for each owner (a joined channel), listed by topic. */
export class PresenceTracker<Owner> {
  private readonly topics = new Map<string, Map<Owner, Entry>>()
  private readonly entries = new Map<Owner, Entry>()
  private lastRef = 0

  /** Sets the owner's state. Null when it is already exactly this. */
  track(owner: Owner, topic: string, key: string, payload: Record<string, unknown>): PresenceDiff | null {
    const previous = this.entries.get(owner)
    if (previous && isDeepStrictEqual(previous.payload, payload)) return null
    const meta: PresenceMeta = { ...payload, phx_ref: `F${++this.lastRef}` }
    if (previous) meta.phx_ref_prev = previous.meta.phx_ref
    const entry = { topic, key, payload, meta }
    this.entries.set(owner, entry)
    const members = this.topics.get(topic)
    if (members) members.set(owner, entry)
    else this.topics.set(topic, new Map([[owner, entry]]))
    return { joins: single(entry), leaves: previous ? single(previous) : {} }
  }

  /** Forgets the owner's state. Null when it had none. */
  untrack(owner: Owner): PresenceDiff | null {
    const entry = this.entries.get(owner)
    if (!entry) return null
    this.entries.delete(owner)
    const members = this.topics.get(entry.topic)
    if (members?.delete(owner) && members.size === 0) this.topics.delete(entry.topic)
    return { joins: {}, leaves: single(entry) }
  }

  /** Everybody on the topic. */
  state(topic: string): PresenceState {
    const state: PresenceState = {}
    for (const { key, meta } of this.topics.get(topic)?.values() ?? []) {
      const metas = state[key]?.metas
      if (metas) metas.push(meta)
      else state[key] = { metas: [meta] }
    }
    return state
  }
}

function single(entry: Entry): PresenceState {
  return { [entry.key]: { metas: [entry.meta] } }
}
