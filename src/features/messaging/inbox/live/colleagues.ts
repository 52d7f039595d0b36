import type { ConversationMessage } from '../types'

/** What each tab says about itself on the clinic's topic. */
export interface Whereabouts {
  user_id: string
  thread_id: string
  is_typing: boolean
}

/** A colleague in a conversation. */
export interface Colleague {
  userId: string
  isTyping: boolean
}

/** Somebody else, perhaps on the phone, who answered while an answer was being written. */
export interface Answer {
  /** Null for whoever answered on the clinic's phone. */
  userId: string | null
  text: string | null
}

function isWhereabouts(said: unknown): said is Whereabouts {
  if (typeof said !== 'object' || said === null) return false
  const { user_id, thread_id, is_typing } = said as Record<string, unknown>
  return typeof user_id === 'string' && typeof thread_id === 'string' && typeof is_typing === 'boolean'
}

/** Who else is in which conversation; somebody with two tabs is one person, and writes when one of them does. */
export function colleaguesByThread(
  present: readonly unknown[],
  ownId: string,
): ReadonlyMap<string, readonly Colleague[]> {
  const threads = new Map<string, Colleague[]>()
  for (const { user_id: userId, thread_id, is_typing: isTyping } of present.filter(isWhereabouts)) {
    if (userId === ownId) continue
    const here = threads.get(thread_id) ?? []
    const known = here.find((colleague) => colleague.userId === userId)
    if (known) known.isTyping ||= isTyping
    else here.push({ userId, isTyping })
    threads.set(thread_id, here)
  }
  return threads
}

/** The one to name: who writes before who only looks. */
export function foremost(colleagues: readonly Colleague[]): Colleague | null {
  return colleagues.find(({ isTyping }) => isTyping) ?? colleagues[0] ?? null
}

/**
 * The newest answer of somebody else that arrived after a message; ids tell the order of arrival, clocks of browsers do
 * not. `afterId` is null when the conversation had no message.
 */
export function answerSince(
  messages: readonly ConversationMessage[],
  afterId: string | null,
  ownId: string,
): Answer | null {
  const answers = messages.filter(
    ({ id, direction, origin, sent_by, status }) =>
      direction === 'outbound' &&
      (origin === 'app' || origin === 'phone') &&
      sent_by !== ownId &&
      status !== 'failed' &&
      (afterId === null || id > afterId),
  )
  const last = answers.sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1)
  return last ? { userId: last.sent_by, text: last.body } : null
}

/** The message that arrived last; null when there is none. */
export function lastArrival(messages: readonly ConversationMessage[]): string | null {
  return messages.reduce<string | null>((last, { id }) => (last === null || id > last ? id : last), null)
}
