import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { importJWK, jwtVerify } from 'jose'
import { afterAll } from 'vitest'
import type { Fetch } from '../../../supabase/functions/_shared/platform/provider-http.ts'

/** What a push service was given: who sends it, and what the browser reads. */
export interface Delivery {
  ttl: string
  urgency: string
  /** Claims of the sender, checked with the key that the browser subscribed under. */
  sender: { aud?: unknown; sub?: string; exp?: number }
  message: Record<string, unknown>
}

/** The endpoints of the service; browsers give no other than https. */
const origin = 'https://push.test'

/** A browser's side of Web Push (RFC 8291), with other means than those that seal. */
export function createDevice() {
  const pair = createECDH('prime256v1')
  const p256dh = pair.generateKeys()
  const auth = Buffer.from('0123456789abcdef')
  return {
    endpoint: `${origin}/device`,
    p256dh: p256dh.toString('base64url'),
    auth: auth.toString('base64url'),
    open(body: Buffer): Record<string, unknown> {
      const salt = body.subarray(0, 16)
      const keyLength = body.readUInt8(20)
      const theirs = body.subarray(21, 21 + keyLength)
      const sealed = body.subarray(21 + keyLength)
      if (body.length > body.readUInt32BE(16)) throw new Error('longer than one record')
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, theirs])
      const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), auth, info, 32))
      const part = (name: string, length: number) =>
        Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), length))
      const cipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12))
      cipher.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
      if (text.at(-1) !== 2) throw new Error('not the last record')
      return JSON.parse(text.subarray(0, -1).toString()) as Record<string, unknown>
    },
  }
}

/**
 * A push service on a port of this machine: it refuses what is not signed with `publicKey` or not sealed for the device,
 * as the real ones do, and answers as told. `fetch` leads to it under the address that the endpoints name.
 */
export async function startPushService(publicKey: string, device: ReturnType<typeof createDevice>) {
  const delivered: Delivery[] = []
  const service = { answer: 201, refused: [] as string[] }
  const point = Buffer.from(publicKey, 'base64url')
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }, 'ES256')

  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void (async () => {
        const { authorization = '', ttl = '', urgency = '', 'content-encoding': encoding } = request.headers
        const [, token = '', named] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? []
        if (named !== publicKey || encoding !== 'aes128gcm') throw new Error('not Web Push')
        const { payload } = await jwtVerify(token, key, { audience: origin, algorithms: ['ES256'] })
        const message = device.open(Buffer.concat(parts))
        if (service.answer === 201)
          delivered.push({ ttl: String(ttl), urgency: String(urgency), sender: payload, message })
        response.writeHead(service.answer).end()
      })().catch((error: unknown) => {
        service.refused.push(String(error))
        response.writeHead(400).end()
      })
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  afterAll(() => new Promise((closed) => server.close(closed)))

  const reach: Fetch = (url, init) => fetch(url.replace(origin, `http://127.0.0.1:${port}`), init)
  return { delivered, service, fetch: reach }
}
