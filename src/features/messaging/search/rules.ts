import type { FoundEntry, MessageFilters, Period } from './types'

/** Nothing is narrowed. */
export const NO_FILTERS: MessageFilters = {
  channelId: '',
  assignedTo: '',
  tagId: '',
  direction: '',
  period: '',
  hasFile: false,
}

const DAY_MS = 86_400_000
const DAYS: Record<Exclude<Period, ''>, number> = { day: 1, week: 7, month: 30, year: 365 }

/** Since when messages are looked for; null without a bound. */
export function sinceOf(period: Period, now: number): string | null {
  return period === '' ? null : new Date(now - DAYS[period] * DAY_MS).toISOString()
}

/** Whether messages are narrowed: then people, who have no period or file, are left out. */
export function isNarrowed(filters: MessageFilters): boolean {
  return Object.values(filters).some((value) => value !== '' && value !== false)
}

const KEPT = 8

/** The recent searches after one more, the newest first, each once. */
export function withRecent(recent: readonly string[], search: string): string[] {
  const text = search.trim()
  if (text === '') return [...recent]
  const others = recent.filter((known) => known.toLowerCase() !== text.toLowerCase())
  return [text, ...others].slice(0, KEPT)
}

/** What a device kept of recent searches; anything else than a list of texts is none. */
export function readRecent(stored: string | undefined): string[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(found) ? found.filter((text) => typeof text === 'string').slice(0, KEPT) : []
  } catch {
    return []
  }
}

/** The option that the arrow keys reach, around both ends; -1 is none. */
export function stepped(active: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (active < 0) return step === 1 ? 0 : count - 1
  return (active + step + count) % count
}

/** What opens when something that was found is chosen. */
export type Target =
  | { kind: 'conversation'; threadKey: string; messageId: string | null }
  | { kind: 'patient' | 'doctor'; id: string }

/** What a person or conversation opens; null for what has no screen. */
export function targetOf({
  kind,
  id,
  thread_key,
}: Pick<FoundEntry, 'kind' | 'id' | 'thread_key'>): Target | null {
  if (kind === 'patient' || kind === 'doctor') return { kind, id }
  return thread_key === null ? null : { kind: 'conversation', threadKey: thread_key, messageId: null }
}
