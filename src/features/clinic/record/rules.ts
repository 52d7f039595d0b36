import { formatDay, formatTimestamp, type Reader } from '@/lib/format'
import type { EntryKind, RecordEntry, RecordFilters, TemplateKind } from './types'

/** Kinds of entries in the order in which they are offered; an addendum is written from its entry. */
export const entryKinds = [
  'progress_note',
  'anamnesis',
  'plan',
  'discharge',
  'other',
] as const satisfies TemplateKind[]

export const noFilters = (): RecordFilters => ({ kind: '', author_id: '', state: '', from: '', until: '' })

/** "hoje", "seg., 12 mai.": a day without a time is the same everywhere. */
export function dayText(day: string, reader: Reader, today: string): string {
  return formatDay(`${day}T12:00:00Z`, { ...reader, timeZone: 'UTC' }, `${today}T12:00:00Z`)
}

/** "12/05/2026" */
export function fullDay(day: string, reader: Reader): string {
  return formatTimestamp(`${day}T12:00:00Z`, { ...reader, timeZone: 'UTC' }).split(',')[0] ?? day
}

/** Today in the clinic, "2026-11-28". */
export function todayIn(timeZone: string | undefined, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
}

/** How an entry stands, for its tag. */
export function stateOf(entry: Pick<RecordEntry, 'signed_at' | 'countersigner_id' | 'countersigned_at'>) {
  if (entry.signed_at === null) return 'draft'
  return entry.countersigner_id !== null && entry.countersigned_at === null ? 'waiting' : 'signed'
}

/** Kinds in which "as last time" makes sense. */
export const repeats = (kind: EntryKind) => kind === 'progress_note' || kind === 'plan'
