import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { request } from '../support/clients.ts'
import { ownStack } from '../support/stack.ts'

const origin = { origin: 'https://clinica.example' }

test.each([
  '/',
  '/_system/info',
  '/_system/config',
  '/auth',
  '/auth/v2/token',
  '/pg/v1',
  '/rest/v10/x',
  '/static/app.js',
])('nothing answers at %s', async (path) => {
  const response = await request(path)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'not_found' })
})

test.each([
  '/auth/v1/token',
  '/rest/v1/tenants',
  '/storage/v1/object/x/y',
  '/functions/v1/health',
  '/nowhere',
])('a browser of another origin may ask %s', async (path) => {
  const headers = {
    ...origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,apikey,content-type,x-anything',
  }
  const response = await request(path, { method: 'OPTIONS', headers })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-allow-headers')).toContain('x-anything')
  expect(response.headers.get('access-control-allow-methods')).toContain('DELETE')
})

test.each([
  ['/nowhere', 404],
  ['/rest/v1/no_such_table?select=*', 404],
  ['/auth/v1/user', 401],
  ['/storage/v1/object/no-bucket/no-object', 400],
  ['/functions/v1/no-such-function', 404],
])('a browser can read the error of %s', async (path, status) => {
  const response = await request(path, { headers: origin })
  expect(response.status).toBe(status)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
})

test('a malformed bearer token is refused as PostgREST does', async () => {
  const response = await request('/rest/v1/tenants?select=id', { headers: { authorization: 'Bearer abc' } })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'PGRST301', message: 'Expected 3 parts in JWT; got 1' })
})

test('a token with a foreign signature is refused', async () => {
  const payload = Buffer.from(JSON.stringify({ role: 'service_role', exp: 9_999_999_999 })).toString(
    'base64url',
  )
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
  const authorization = `Bearer ${header}.${payload}.${'a'.repeat(43)}`
  const response = await request('/rest/v1/tenants?select=id', { headers: { authorization } })
  expect(response.status).toBe(401)
})

test('a request without a key is refused', async () => {
  const response = await fetch(`${ownStack().gatewayUrl}/rest/v1/tenants?select=id`)
  expect(response.status).toBe(401)
})

test('a body over 6 MB is refused with 413, whether its length is announced or not', async () => {
  const announced = await request('/functions/v1/evolution-whatsapp-inbound', {
    method: 'POST',
    body: Buffer.alloc(6 * 1024 * 1024 + 1),
  })
  expect(announced.status).toBe(413)

  let sent = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent > 7 * 1024 * 1024) return controller.close()
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
  })
  const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit
  const status = await request('/functions/v1/evolution-whatsapp-inbound', init).then(
    (response) => response.status,
    (error: Error) => error.cause,
  )
  expect(status).toBe(413)
})

test('a websocket is joined at /realtime/v1 only', async () => {
  expect(await upgrade('/rest/v1/tenants')).toContain('404 Not Found')
  expect(await upgrade(`/realtime/v1/websocket?apikey=${ownStack().publishableKey}&vsn=1.0.0`)).toContain(
    '101 Switching Protocols',
  )
})

test('every address is on this machine only', async () => {
  const { hostname } = new URL(ownStack().gatewayUrl)
  expect(hostname).toBe('127.0.0.1')
})

test('HTTP/1.0 without a host is answered, and so is everything after it', async () => {
  const answer = await speak('GET /rest/v1/tenants?select=id HTTP/1.0\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  expect(answer).not.toMatch(/transfer-encoding/i)
  expect((await request('/auth/v1/health')).status).toBe(200)
})

test.each([
  ['a host with a space', 'GET /auth/v1/health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
  ['an empty host', 'GET /auth/v1/health HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n'],
  ['no host in HTTP/1.1', 'GET /auth/v1/health HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['bytes that are no ASCII', 'GET /auth/v1/caf\xe9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['half an escape', 'GET /storage/v1/object/a/%f HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['an escape that is no UTF-8', 'GET /realtime/v1/%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a NUL', 'GET /rest/v1/a%00b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00'],
  ['two lengths', 'POST /auth/v1/otp HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  [
    'a length that is none',
    'POST /auth/v1/otp HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\nConnection: close\r\n\r\n',
  ],
  [
    'a length and pieces',
    'POST /auth/v1/otp HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  [
    'pieces that are none',
    'POST /auth/v1/otp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ],
  ['headers without an end', `GET /auth/v1/health HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`],
  [
    'a websocket whose host is none',
    'GET /realtime/v1/websocket HTTP/1.1\r\nHost: a b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ],
])('%s is refused and harms nobody', async (_name, bytes) => {
  expect(await speak(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect((await request('/auth/v1/health')).status).toBe(200)
})

test('hundreds of slow bodies stop nobody, and are answered 408 and closed', async () => {
  const { hostname, port } = new URL(ownStack().gatewayUrl)
  const answers: Promise<string>[] = []
  for (let n = 0; n < 600; n++) {
    const socket = connect(Number(port), hostname)
    answers.push(textOf(socket))
    socket.write(
      `POST /auth/v1/otp HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n` +
        `apikey: ${ownStack().publishableKey}\r\n\r\n{`,
    )
  }
  const begun = Date.now()
  for (const path of ['/auth/v1/health', '/rest/v1/', '/functions/v1/health']) {
    expect((await request(path, { method: path.includes('rest') ? 'HEAD' : 'GET' })).status).toBeLessThan(500)
  }
  expect(Date.now() - begun).toBeLessThan(8000)
  const statuses = (await Promise.all(answers)).map((text) => text.split(' ')[1])
  expect(new Set(statuses)).toEqual(new Set(['408']))
}, 60_000)

/** What the gateway answers to these bytes until it closes the connection. */
function speak(bytes: string): Promise<string> {
  const { hostname, port } = new URL(ownStack().gatewayUrl)
  const socket = connect(Number(port), hostname)
  socket.write(bytes, 'latin1')
  return textOf(socket)
}

function textOf(socket: Socket): Promise<string> {
  return new Promise((done) => {
    let text = ''
    socket.on('data', (data) => (text += data.toString('latin1')))
    socket.on('error', () => done(text))
    socket.on('close', () => done(text))
  })
}

function upgrade(path: string): Promise<string> {
  const { hostname, port } = new URL(ownStack().gatewayUrl)
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname)
    socket.once('error', fail)
    socket.once('data', (data) => {
      socket.destroy()
      done(data.toString().split('\r\n')[0] ?? '')
    })
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
  })
}
