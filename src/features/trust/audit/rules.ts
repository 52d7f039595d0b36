import type { AuditEntry } from './types'

/** How values are said on this screen. */
export interface Speaker {
  /** The word for a known value, or undefined. */
  word(value: string): string | undefined
  money(cents: number): string
  moment(value: string): string
  day(value: string): string
  phone(value: string): string
  number(value: number): string
  yes: string
  no: string
  nothing: string
  hidden: string
}

/** One field that changed. */
export interface Change {
  field: string
  before: string | null
  after: string | null
}

/** Fields whose values are words of the product, not of a person. */
const worded = new Set([
  'role',
  'status',
  'pronoun',
  'gender',
  'week_starts_on',
  'receives_as',
  'method',
  'break_glass_roles',
  'provider',
  'channel',
  'family',
  'area',
  'severity',
  'source',
  'name',
])

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/
const day = /^\d{4}-\d\d-\d\d$/
/** What the database puts in place of what it does not tell. */
const mask = /^•+$/

/** A value as somebody in a clinic reads it. */
export function sayValue(field: string, value: unknown, names: AuditEntry['names'], speak: Speaker): string {
  if (value === null || value === undefined || value === '') return speak.nothing
  if (typeof value === 'boolean') return value ? speak.yes : speak.no
  if (typeof value === 'number') return field.endsWith('_cents') ? speak.money(value) : speak.number(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return speak.nothing
    return value.map((one) => sayValue(field, one, names, speak)).join(', ')
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${speak.word(key) ?? key}: ${sayValue(key, one, names, speak)}`)
      .join('; ')
  }
  return sayText(field, String(value as string), names, speak)
}

function sayText(field: string, text: string, names: AuditEntry['names'], speak: Speaker): string {
  if (mask.test(text)) return speak.hidden
  if (uuid.test(text)) return names[text] ?? text.slice(0, 8)
  if (moment.test(text)) return speak.moment(text)
  if (day.test(text)) return speak.day(text)
  if (field === 'phone') return speak.phone(text)
  if (field === 'cpf') return text.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1.$2.$3-$4')
  return (worded.has(field) ? speak.word(text) : undefined) ?? text
}

/** What changed, field by field; ids of the row itself say nothing to people. */
export function changesOf(entry: AuditEntry, speak: Speaker): Change[] {
  const fields = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])
  fields.delete('id')
  const say = (side: AuditEntry['before'], field: string) =>
    side && field in side ? sayValue(field, side[field], entry.names, speak) : null
  return [...fields].map((field) => ({
    field,
    before: say(entry.before, field),
    after: say(entry.after, field),
  }))
}

/** The tone of how grave an act is; what happens every day has none. */
export function toneOf(severity: AuditEntry['severity']): 'warn' | 'coral' | null {
  return severity === 'critical' ? 'coral' : severity === 'warning' ? 'warn' : null
}

/** Only what is set, so that the server is asked for nothing else. */
export function filterOf<T extends Record<string, string>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<T>
}
