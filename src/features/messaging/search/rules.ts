import { searchWords } from '@/lib/marks'
import { groups, type Found, type FoundKind, type MessageFilters, type Period } from './types'

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

/** What was opened: how often, and when last. */
export interface Opened {
  id: string
  times: number
  at: number
}

const OPENED_KEPT = 60
const HALF_LIFE_DAYS = 7

/** What was opened, after one more. */
export function withOpened(opened: readonly Opened[], id: string, now: number): Opened[] {
  const times = (opened.find((known) => known.id === id)?.times ?? 0) + 1
  return [{ id, times, at: now }, ...opened.filter((known) => known.id !== id)].slice(0, OPENED_KEPT)
}

/** Ids by how often they were opened, each week counting half of the next; at most as many as the database takes. */
export function nearOf(opened: readonly Opened[], now: number): string[] {
  const weight = ({ times, at }: Opened) => times * 0.5 ** ((now - at) / DAY_MS / HALF_LIFE_DAYS)
  return opened
    .toSorted((a, b) => weight(b) - weight(a) || b.at - a.at)
    .slice(0, 50)
    .map(({ id }) => id)
}

/** What a device kept of what was opened; anything else is nothing. */
export function readOpened(stored: string | undefined): Opened[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(found) ? found.filter(isOpened).slice(0, OPENED_KEPT) : []
  } catch {
    return []
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isOpened(value: unknown): value is Opened {
  if (typeof value !== 'object' || value === null) return false
  const { id, times, at } = value as Record<string, unknown>
  return typeof id === 'string' && UUID.test(id) && typeof times === 'number' && typeof at === 'number'
}

/** Whether each word of a search begins a word of a text; accents and case aside. */
export function fits(text: string, search: string): boolean {
  const has = searchWords(text)
  const wanted = searchWords(search)
  return wanted.length > 0 && wanted.every((word) => has.some((known) => known.startsWith(word)))
}

/** The kinds that a search did not begin in time. */
export function lateKinds(found: readonly Found[]): FoundKind[] {
  return found.filter(({ id }) => id === null).map(({ kind }) => kind)
}

/** Groups in the order of their best line, what is found by its people or words after what is called so. */
export function orderOf(found: readonly Pick<Found, 'kind' | 'id' | 'distance'>[]): FoundKind[] {
  const best = new Map<FoundKind, number>()
  for (const { kind, id, distance } of found)
    if (id !== null) best.set(kind, Math.min(best.get(kind) ?? 9, distance ?? 9))
  return groups
    .filter((group): group is FoundKind => group !== 'command' && best.has(group))
    .toSorted((a, b) => (best.get(a) ?? 9) - (best.get(b) ?? 9))
}

/** What opens when something that was found is chosen. */
export type Target =
  | { kind: 'conversation'; threadKey: string; messageId: string | null }
  | { kind: 'patient'; id: string; tab: string | null }
  | { kind: 'doctor' | 'contact' | 'company' | 'deal' | 'lead'; id: string }
  | { kind: 'session'; id: string; day: string }

/** What a line opens; null for what has no screen. */
export function targetOf(
  found: Pick<Found, 'kind' | 'id' | 'thread_key' | 'message_id' | 'patient_id' | 'detail'>,
): Target | null {
  const { kind, id, thread_key, message_id, patient_id, detail } = found
  if (id === null) return null
  if (kind === 'doctor' || kind === 'contact' || kind === 'company' || kind === 'deal' || kind === 'lead')
    return { kind, id }
  if (kind === 'patient') return { kind, id, tab: null }
  if (kind === 'conversation' || kind === 'message')
    return thread_key === null ? null : { kind: 'conversation', threadKey: thread_key, messageId: message_id }
  if (kind === 'session') return detail?.day ? { kind, id, day: detail.day } : null
  if (patient_id === null) return null
  return { kind: 'patient', id: patient_id, tab: kind === 'file' ? 'arquivos' : 'cobrancas' }
}
