import { PostgresConnection } from '@supabase/lite/postgres'
import { restateError } from './errors.ts'

const utcOffset = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')

/**
 * Wire types as PostgREST sends them; what lite makes of a filter's text goes as text, and Postgres judges it.
 * Repairs: timestamps without `T`, numerics as strings, and jsonb written as a
 * JSON string inside of jsonb (lite serialises the document before the driver does).
 */
const types = {
  timestamptz: { to: 1184, from: [1184], serialize: toText, parse: utcOffset },
  timestamp: {
    to: 1114,
    from: [1114],
    serialize: toText,
    parse: (text: string) => text.replace(' ', 'T'),
  },
  date: { to: 1082, from: [1082], serialize: toText, parse: (text: string) => text },
  time: { to: 1083, from: [1083], serialize: toText, parse: (text: string) => text },
  numeric: { to: 1700, from: [1700], serialize: String, parse: parseNumeric },
  json: { to: 114, from: [114], serialize: toJsonText, parse: (text: string): unknown => JSON.parse(text) },
  jsonb: {
    to: 3802,
    from: [3802],
    serialize: toJsonText,
    parse: (text: string): unknown => JSON.parse(text),
  },
  bytea: {
    to: 17,
    from: [17],
    serialize: (value: unknown) =>
      !(value instanceof Uint8Array) ? String(value) : `\\x${Buffer.from(value).toString('hex')}`,
    parse: (text: string) => text,
  },
}

/** Opens lite's connection with the defaults of a hosted API role and without lite's changes to the database. */
export function openConnection(url: string): PostgresConnection {
  const connection = new PostgresConnection({
    url,
    postgresOptions: {
      max: 12,
      onnotice: () => {},
      types: types as never,
      connection: {
        TimeZone: 'UTC',
        search_path: 'public, extensions',
        statement_timeout: 8000,
        lock_timeout: 8000,
        application_name: 'lite',
      },
    },
  })
  // Repairs: at the first request lite grants every table to anon, and it skips `set role` for the life of the
  // process when no table had row security at that moment.
  Object.defineProperty(connection, 'rlsState', { value: 'active', writable: true })
  connection.normalizeDbError = restateError
  return connection
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parseNumeric(text: string): number | string {
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

function toJsonText(value: unknown): string {
  return typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
}

function isJson(text: string): boolean {
  if (!/^\s*(\{|\[|"|-?\d|true$|false$|null$)/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
