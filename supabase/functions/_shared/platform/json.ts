/** A value that came out of `JSON.parse`. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type JsonObject = { [key: string]: Json }

/** Tells a plain object from everything else; what providers send is never trusted to have a shape. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object under `key`, or an empty one. */
export function objectAt(value: unknown, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined
  return isObject(found) ? found : {}
}

/** The text under `key` when it has characters other than white space, else null. */
export function textAt(value: unknown, key: string): string | null {
  const found = isObject(value) ? value[key] : undefined
  return typeof found === 'string' && found.trim() !== '' ? found : null
}

/** The array under `key`, or an empty one. */
export function listAt(value: unknown, key: string): Json[] {
  const found = isObject(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
}

/**
 * The number under `key`. WhatsApp sends its 64-bit integers as numbers, as decimal text or as
 * `{low, high, unsigned}` pairs.
 */
export function numberAt(value: unknown, key: string): number | null {
  const found = isObject(value) ? value[key] : undefined
  if (typeof found === 'number') return Number.isFinite(found) ? found : null
  if (typeof found === 'string') return /^-?\d+(\.\d+)?$/.test(found) ? Number(found) : null
  if (isObject(found) && typeof found.low === 'number' && typeof found.high === 'number') {
    return found.high * 2 ** 32 + (found.low >>> 0)
  }
  return null
}
