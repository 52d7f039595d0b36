import type { SharedFrame } from './protocol.ts'

/** A place where frames of a topic end. */
export interface Member {
  readonly key: string
  /** False when the subscriber's policies let it see nothing of this kind. */
  receives(kind: 'broadcast' | 'presence'): boolean
  deliver(frame: SharedFrame): void
}

/** Public and private channels of one name are different topics and never hear each other. */
export function topicKey(topic: string, isPrivate: boolean): string {
  return `${isPrivate ? 'private' : 'public'}:${topic}`
}

/** Who listens to what. */
export class Registry<M extends Member = Member> {
  private readonly members = new Map<string, Set<M>>()

  add(member: M): void {
    const set = this.members.get(member.key)
    if (set) set.add(member)
    else this.members.set(member.key, new Set([member]))
  }

  remove(member: M): void {
    const set = this.members.get(member.key)
    if (set?.delete(member) && set.size === 0) this.members.delete(member.key)
  }

  has(key: string): boolean {
    return this.members.has(key)
  }

  /** Sends one frame to everybody on the topic who may receive it, except its sender. */
  deliver(key: string, kind: 'broadcast' | 'presence', frame: SharedFrame, except?: M): void {
    for (const member of this.members.get(key) ?? []) {
      if (member !== except && member.receives(kind)) member.deliver(frame)
    }
  }

  /** A copy, so that members may leave while it is walked. */
  all(): M[] {
    return [...this.members.values()].flatMap((set) => [...set])
  }
}
