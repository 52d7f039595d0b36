import { Buffer } from 'node:buffer'
import { importJWK, SignJWT } from 'jose'
import type { Fetch } from './provider-http.ts'

/** The pair of keys by which push services know who sends, in base64url: a point of P-256 and its number. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/** A browser, as it describes itself when it subscribes. */
export interface PushTarget {
  endpoint: string
  p256dh: string
  auth: string
}

/** `gone`: the push service does not know the browser any more, or not from us. */
export type PushOutcome = 'sent' | 'gone' | 'refused'

/** Sends one message to one browser; throws when it is worth another try. */
export type SendWebPush = (target: PushTarget, message: unknown) => Promise<PushOutcome>

/** What only a test fixes. */
interface Chosen {
  salt?: Uint8Array<ArrayBuffer>
  keys?: CryptoKeyPair
}

const recordSize = 4096
const timeToLiveSeconds = 3_600
const timeoutMs = 10_000
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
const curve = { name: 'ECDH', namedCurve: 'P-256' }

/**
 * Web Push without a library: those that speak `aes128gcm` need a later Node, or open their own connections, which could
 * not be guarded.
 */
export function createWebPush(deps: {
  vapid: VapidKeys
  /** Who sends, for the push service to write to. */
  subject: string
  fetch: Fetch
  now(): Date
}): SendWebPush {
  return async (target, message) => {
    const body = await encryptPush(JSON.stringify(message), target)
    const response = await deps.fetch(target.endpoint, {
      method: 'POST',
      headers: {
        Authorization: `vapid t=${await tokenFor(target.endpoint, deps)}, k=${deps.vapid.publicKey}`,
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        TTL: String(timeToLiveSeconds),
        Urgency: 'high',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    if (response.ok) return 'sent'
    // 403: it was subscribed under other keys
    if ([403, 404, 410].includes(response.status)) return 'gone'
    if (response.status === 429 || response.status >= 500)
      throw new Error(`the push service answers ${response.status}`)
    return 'refused'
  }
}

/** RFC 8291: readable by the browser alone. */
export async function encryptPush(
  text: string,
  target: Pick<PushTarget, 'p256dh' | 'auth'>,
  chosen: Chosen = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const theirs = bytesOf(target.p256dh)
  const keys = chosen.keys ?? (await crypto.subtle.generateKey(curve, true, ['deriveBits']))
  const salt = chosen.salt ?? crypto.getRandomValues(new Uint8Array(16))
  const ours = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))
  const shared = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: await crypto.subtle.importKey('raw', theirs, curve, false, []) },
    keys.privateKey,
    256,
  )
  const secret = await derived(
    shared,
    bytesOf(target.auth),
    joined(ascii('WebPush: info\0'), theirs, ours),
    32,
  )
  const key = await derived(secret, salt, ascii('Content-Encoding: aes128gcm\0'), 16)
  const iv = await derived(secret, salt, ascii('Content-Encoding: nonce\0'), 12)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']),
    joined(ascii(text), Uint8Array.of(2)),
  )
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, recordSize)
  return joined(salt, size, Uint8Array.of(ours.length), ours, new Uint8Array(sealed))
}

/** RFC 8292: who sends, said to the service of this endpoint only. */
async function tokenFor(
  endpoint: string,
  { vapid, subject, now }: { vapid: VapidKeys; subject: string; now(): Date },
): Promise<string> {
  const point = bytesOf(vapid.publicKey)
  const part = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString('base64url')
  const key = await importJWK(
    { kty: 'EC', crv: 'P-256', x: part(1), y: part(33), d: vapid.privateKey },
    'ES256',
  )
  return await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setAudience(new URL(endpoint).origin)
    .setSubject(subject)
    .setExpirationTime(Math.floor(now().getTime() / 1000) + 12 * 3_600)
    .sign(key)
}

async function derived(
  from: ArrayBuffer | Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', from, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8),
  )
}

const ascii = (text: string) => new Uint8Array(new TextEncoder().encode(text))

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
