import { Buffer } from 'node:buffer'
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../../platform/json.ts'

/** What tells a gateway where a file is at WhatsApp, and what opens it there. */
const plainFields = ['url', 'directPath', 'mimetype', 'fileLength', 'mediaKeyTimestamp'] as const
const byteFields = ['mediaKey', 'fileSha256', 'fileEncSha256'] as const

/** Keys and hashes have 32 bytes. */
const mostBytes = 64
const longestText = 2_000

/** Where the file of a message is, to be kept until it is here; null when the event does not tell. */
export function sourceOf(body: JsonObject, type: string): JsonObject | null {
  const source: JsonObject = { type }
  for (const name of plainFields) {
    const value = body[name]
    if (typeof value === 'number' || (typeof value === 'string' && value.length <= longestText))
      source[name] = value
  }
  for (const name of byteFields) {
    const bytes = base64Of(body[name])
    if (bytes !== null) source[name] = bytes
  }
  const isComplete = 'mediaKey' in source && ('url' in source || 'directPath' in source)
  return isComplete ? source : null
}

/** The message as its gateway told it, as far as the file is concerned; null when that was not kept. */
export function messageOf(media: JsonObject): JsonObject | null {
  const { type, ...fields } = objectAt(media, 'source')
  return typeof type === 'string' && textAt(fields, 'mediaKey') !== null ? { [type]: fields } : null
}

/** Bytes are base64 or, since 2.3.6, an object of numbers; a long number has two halves. */
function base64Of(value: Json | undefined): string | null {
  if (typeof value === 'string') return /^[A-Za-z0-9+/=_-]{16,128}$/.test(value) ? value : null
  if (!isObject(value)) return null
  const bytes = Array.isArray(value.data) ? value.data : Object.values(value)
  if (bytes.length === 0 || bytes.length > mostBytes) return null
  return bytes.every((byte) => typeof byte === 'number' && Number.isInteger(byte) && byte >= 0 && byte < 256)
    ? Buffer.from(bytes as number[]).toString('base64')
    : null
}
