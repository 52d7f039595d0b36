import { sha256Hex } from './hash.ts'
import { isObject, type Json } from './json.ts'

const deepest = 64
// eslint-disable-next-line no-control-regex -- NUL is exactly what Postgres refuses
const nul = /\u0000/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text that Postgres can store: without NUL, without half a surrogate pair. */
export function cleanText(text: string): string {
  return text.replace(nul, '').replace(loneSurrogate, '\ufffd')
}

const longestKey = 500

/** A key that Postgres can index: one of a hostile length becomes its digest. */
export function indexedKey(key: string): string {
  return key.length > longestKey ? sha256Hex(key) : cleanText(key)
}

/** A copy that jsonb accepts: clean texts and keys, bounded depth, `null` for what JSON cannot say. */
export function cleanJson(value: unknown, depth = 0): Json {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (depth >= deepest) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depth + 1))
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item, depth + 1)]),
    )
  }
  return null
}
