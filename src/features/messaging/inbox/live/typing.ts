import { shallowReactive } from 'vue'

/** What a person does on their phone right now. */
export type ContactTyping = 'composing' | 'recording'

/** A phone that goes on writing says so every ten seconds; one that stopped may say nothing. */
export const TYPING_SHOWN_MS = 12_000
/** How often a person is shown that the clinic goes on writing. */
export const TYPING_TOLD_MS = 10_000

/** Runs something later; the answer takes it back. */
export type Later = (ms: number, run: () => void) => () => void

const byTimer: Later = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Who writes to the clinic right now, by conversation: gone after some seconds without news. */
export class TypingRoster {
  private readonly states = shallowReactive(new Map<string, ContactTyping>())
  private readonly ends = new Map<string, () => void>()

  constructor(private readonly later: Later = byTimer) {}

  /** Takes what the provider told; everything but writing and recording is that it ended. */
  hear(threadId: string, state: string): void {
    if (state !== 'composing' && state !== 'recording') return this.forget(threadId)
    this.ends.get(threadId)?.()
    this.states.set(threadId, state)
    this.ends.set(
      threadId,
      this.later(TYPING_SHOWN_MS, () => this.forget(threadId)),
    )
  }

  /** The message is there, or nobody writes any more. */
  forget(threadId: string): void {
    this.ends.get(threadId)?.()
    this.ends.delete(threadId)
    this.states.delete(threadId)
  }

  clear(): void {
    for (const threadId of [...this.states.keys()]) this.forget(threadId)
  }

  of(threadId: string): ContactTyping | null {
    return this.states.get(threadId) ?? null
  }
}

/**
 * Shows one person that the clinic writes: at once and then every ten seconds while it goes on, and not again in this
 * visit once the answer was that nobody sees it. What fails is not worth a word.
 */
export function createTypingTeller(
  ask: (state: ContactTyping) => Promise<{ shown: boolean }>,
  now: () => number = Date.now,
) {
  let toldAt = -Infinity
  let isPointless = false
  return (state: ContactTyping): void => {
    if (isPointless || now() - toldAt < TYPING_TOLD_MS) return
    toldAt = now()
    ask(state).then(
      ({ shown }) => (isPointless = !shown),
      () => null,
    )
  }
}
