import { cleanText } from './clean.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

const deepest = 64
const longestText = 16_384

/** Live credentials: whoever reads the value can act as the clinic. Compared in lower case. */
const secretKeys = new Set([
  'apikey',
  'api_key',
  'authtoken',
  'authorization',
  'token',
  'accesstoken',
  'password',
  'pairingcode',
  'jwt_key',
  'x-zelo-webhook-secret',
  'creditcardtoken',
])

/** Media, thumbnails and the keys that open media: large, private, and never shown from the raw event. */
const binaryKeys = new Set([
  'base64',
  'jpegthumbnail',
  'pngthumbnail',
  'thumbnail',
  'mediakey',
  'messagesecret',
  'waveform',
  'axolotlsenderkeydistributionmessage',
  'firstframesidecar',
  'scanssidecar',
  'midqualityfilesha256',
  'thumbnailsha256',
  'thumbnailencsha256',
  'ctwapayload',
])

/**
 * A raw webhook as it may be stored: no credential, no media, no key that decrypts one, and only texts that
 * Postgres accepts. What was taken out leaves a marker, so that a reader sees that something was there.
 */
export function redact(body: unknown): Json {
  return walk(body, '', 0)
}

function walk(value: unknown, key: string, depth: number): Json {
  const name = key.toLowerCase()
  if (secretKeys.has(name) && value !== null) return '[secret]'
  if (binaryKeys.has(name) && value !== null && value !== '') return '[binary]'
  if (typeof value === 'string') return text(value, name)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (depth >= deepest) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => walk(item, '', depth + 1))
  if (isObject(value)) {
    if (isBytes(value)) return '[binary]'
    return Object.fromEntries(
      Object.entries(value).map(([inner, item]) => [
        cleanText(inner),
        walk(item, name === 'qrcode' && inner === 'code' ? 'token' : inner, depth + 1),
      ]),
    )
  }
  return null
}

function text(value: string, name: string): string {
  if (name === 'destination' || name === 'server_url') return withoutQuery(value)
  if (value.length > longestText) return `${cleanText(value.slice(0, 256))}… [${value.length} characters]`
  return cleanText(value)
}

/** Webhook addresses carry shared secrets in their query or as credentials of the host. */
function withoutQuery(address: string): string {
  return cleanText(address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//'))
}

/** A byte array that went through `JSON.stringify`: `{"0":80,"1":180,…}`, or a Node `Buffer`. */
function isBytes(value: JsonObject): boolean {
  if (value.type === 'Buffer' && Array.isArray(value.data)) return true
  if (typeof value['0'] !== 'number') return false
  return Object.entries(value).every(([key, item]) => /^\d+$/.test(key) && typeof item === 'number')
}
