import { compareInstants } from '@/lib/instants'
import { foldText } from '@/lib/fold-text'
import type { ConversationThread } from '../types'
import type { ConversationNote, ScheduledMessage } from './types'

/** Notes, newest first, with one that is new or changed; a deleted one goes. */
export function withNote(notes: readonly ConversationNote[], note: ConversationNote): ConversationNote[] {
  const rest = notes.filter(({ id }) => id !== note.id)
  if (note.deleted_at !== null) return rest
  return [...rest, note].sort((a, b) => compareInstants(b.occurred_at, a.occurred_at))
}

/** Messages for later, the latest moment first, with one that is new or changed. */
export function withScheduled(
  list: readonly ScheduledMessage[],
  scheduled: ScheduledMessage,
): ScheduledMessage[] {
  return [...list.filter(({ id }) => id !== scheduled.id), scheduled].sort((a, b) =>
    compareInstants(b.send_at, a.send_at),
  )
}

/** For so long a message that could not be sent is still somebody's business. */
const FAILURE_SHOWN_MS = 2 * 86_400_000

/** What stands above the composer: what is still to be sent, the next first, after what failed lately. */
export function shownScheduled(list: readonly ScheduledMessage[], now: Date): ScheduledMessage[] {
  return list
    .filter(
      ({ status, send_at }) =>
        status === 'scheduled' ||
        (status === 'failed' && now.getTime() - Date.parse(send_at) < FAILURE_SHOWN_MS),
    )
    .sort((a, b) => compareInstants(a.send_at, b.send_at))
}

/** Somebody who can be mentioned. */
export interface Mentionable {
  id: string
  name: string
}

/** The word behind an "@" that the caret stands in; null when nobody is being mentioned. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|[\s(])@([^\s@]{0,40})$/u.exec(text.slice(0, caret))
  if (!match) return null
  const query = match[1] ?? ''
  return { start: caret - query.length - 1, query }
}

/** Who may be meant by what is typed behind an "@". */
export function findMentionable(people: readonly Mentionable[], query: string): Mentionable[] {
  const wanted = foldText(query)
  return people.filter(({ name }) =>
    foldText(name)
      .split(/\s+/)
      .some((word) => word.startsWith(wanted)),
  )
}

const isNameEnd = (next: string | undefined) => next === undefined || !/[\p{L}\p{N}]/u.test(next)

/** A note in pieces, with the people whom it names. */
export function noteParts(
  body: string,
  people: readonly Mentionable[],
): { text: string; mention: string | null }[] {
  // of "Ana" and "Ana Paula" the longer one is meant
  const names = [...people].filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length)
  const parts: { text: string; mention: string | null }[] = []
  let from = 0
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
    const found = names.find(
      ({ name }) => body.startsWith(name, at + 1) && isNameEnd(body[at + 1 + name.length]),
    )
    if (!found) continue
    const end = at + 1 + found.name.length
    if (at > from) parts.push({ text: body.slice(from, at), mention: null })
    parts.push({ text: body.slice(at, end), mention: found.id })
    from = end
  }
  if (from < body.length) parts.push({ text: body.slice(from), mention: null })
  return parts
}

/** Whom a note names, each once. */
export function mentionsIn(body: string, people: readonly Mentionable[]): string[] {
  return [...new Set(noteParts(body, people).flatMap(({ mention }) => mention ?? []))]
}

/** One's pinned conversations above the others, each once and as it is known best. */
export function pinnedFirst(
  pinned: readonly ConversationThread[],
  threads: readonly ConversationThread[],
): ConversationThread[] {
  if (pinned.length === 0) return [...threads]
  const known = new Map(threads.map((thread) => [thread.id, thread]))
  const ids = new Set(pinned.map(({ id }) => id))
  return [
    ...pinned.map((thread) => known.get(thread.id) ?? thread),
    ...threads.filter(({ id }) => !ids.has(id)),
  ]
}
