import { afterEach, expect, it } from 'vitest'
import WebSocket from 'ws'
import { pause, until, userToken } from './support.ts'
import { ownStack } from '../support/stack.ts'

const sockets: WebSocket[] = []

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate()
})

interface Wire {
  socket: WebSocket
  frames: unknown[]
  send(frame: unknown): void
}

async function connect(version: string, key = ownStack().publishableKey): Promise<Wire> {
  const base = ownStack().gatewayUrl.replace(/^http/, 'ws')
  const socket = new WebSocket(
    `${base}/realtime/v1/websocket?apikey=${encodeURIComponent(key)}&vsn=${version}`,
  )
  sockets.push(socket)
  const frames: unknown[] = []
  socket.on('message', (data, isBinary) => frames.push(isBinary ? data : JSON.parse(String(data))))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return { socket, frames, send: (frame) => socket.send(JSON.stringify(frame)) }
}

function refusal(key: string | null): Promise<{ status: number; body: unknown }> {
  const base = ownStack().gatewayUrl.replace(/^http/, 'ws')
  const query = key === null ? '' : `?apikey=${encodeURIComponent(key)}`
  const socket = new WebSocket(`${base}/realtime/v1/websocket${query}`)
  sockets.push(socket)
  socket.on('error', () => undefined)
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }))
    })
  })
}

it('answers heartbeats in both versions', async () => {
  const first = await connect('1.0.0')
  first.send({ topic: 'phoenix', event: 'heartbeat', payload: {}, ref: '1', join_ref: null })
  await until(() => first.frames.length, 'a heartbeat reply')
  expect(first.frames[0]).toEqual({
    topic: 'phoenix',
    event: 'phx_reply',
    payload: { status: 'ok', response: {} },
    ref: '1',
  })
  const second = await connect('2.0.0')
  second.send([null, '8', 'phoenix', 'heartbeat', {}])
  await until(() => second.frames.length, 'a heartbeat reply')
  expect(second.frames[0]).toEqual([null, '8', 'phoenix', 'phx_reply', { status: 'ok', response: {} }])
})

it('joins, leaves and closes a topic with the references of the client', async () => {
  const { frames, send } = await connect('2.0.0')
  send(['6', '6', 'realtime:room:1', 'phx_join', { config: {} }])
  await until(() => frames.length, 'the join reply')
  expect(frames[0]).toEqual([
    '6',
    '6',
    'realtime:room:1',
    'phx_reply',
    { status: 'ok', response: { postgres_changes: [] } },
  ])
  send(['6', '13', 'realtime:room:1', 'phx_leave', {}])
  await until(() => frames.length === 3, 'the close')
  expect(frames.slice(1)).toEqual([
    ['6', '13', 'realtime:room:1', 'phx_reply', { status: 'ok', response: {} }],
    ['6', '6', 'realtime:room:1', 'phx_close', {}],
  ])
})

it('closes the first channel when a topic is joined again', async () => {
  const { frames, send } = await connect('2.0.0')
  send(['1', '1', 'realtime:room:2', 'phx_join', { config: {} }])
  await until(() => frames.length === 1, 'the first join')
  send(['2', '2', 'realtime:room:2', 'phx_join', { config: {} }])
  await until(() => frames.length === 3, 'the second join')
  expect(frames[1]).toEqual(['1', '1', 'realtime:room:2', 'phx_close', {}])
  expect(frames[2]).toMatchObject(['2', '2', 'realtime:room:2', 'phx_reply', { status: 'ok' }])
})

it('refuses a join without a name, with a bad token and outside of realtime topics', async () => {
  const { frames, send } = await connect('2.0.0')
  send(['1', '1', 'realtime:', 'phx_join', { config: {} }])
  await until(() => frames.length === 1, 'the first refusal')
  send(['2', '2', 'realtime:a', 'phx_join', { config: {}, access_token: 'nonsense' }])
  await until(() => frames.length === 2, 'the second refusal')
  send(['3', '3', 'other', 'phx_join', {}])
  await until(() => frames.length === 3, 'the third refusal')
  const reasons = frames.map(
    (frame) => (frame as [0, 0, 0, 0, { response: { reason: string } }])[4].response.reason,
  )
  expect(reasons).toEqual([
    'TopicNameRequired: You must provide a topic name',
    'MalformedJWT: The token provided is not a valid JWT',
    'unmatched topic',
  ])
})

it('survives malformed frames and unknown events', async () => {
  const { socket, frames, send } = await connect('2.0.0')
  socket.send('{')
  socket.send('[1,2]')
  socket.send(Buffer.from([3, 200, 200, 200, 1, 1, 1]))
  socket.send(Buffer.from([9]))
  send(['1', '1', 'realtime:room:3', 'phx_join', null])
  await until(() => frames.length === 1, 'the join')
  send(['1', '2', 'realtime:room:3', 'dance', {}])
  send([null, '3', 'phoenix', 'heartbeat', {}])
  await until(() => frames.length === 2, 'the heartbeat')
  expect(socket.readyState).toBe(WebSocket.OPEN)
})

it('delivers between the versions, and binary payloads to version 2', async () => {
  const old = await connect('1.0.0')
  old.send({ topic: 'realtime:mixed', event: 'phx_join', payload: { config: {} }, ref: '1', join_ref: '1' })
  const recent = await connect('2.0.0')
  recent.send(['1', '1', 'realtime:mixed', 'phx_join', { config: { broadcast: { self: true, ack: true } } }])
  await until(() => old.frames.length && recent.frames.length, 'both joins')
  const push = (encoding: number, body: string): Buffer =>
    Buffer.concat([Buffer.from([3, 1, 1, 14, 6, 0, encoding]), Buffer.from(`12realtime:mixedcursor${body}`)])
  recent.socket.send(push(1, '{"hello":"ção"}'))
  await until(() => old.frames.length === 2 && recent.frames.length === 3, 'the broadcast')
  expect(old.frames[1]).toEqual({
    topic: 'realtime:mixed',
    event: 'broadcast',
    payload: { type: 'broadcast', event: 'cursor', payload: { hello: 'ção' } },
    ref: null,
  })
  expect(recent.frames[2]).toEqual(['1', '2', 'realtime:mixed', 'phx_reply', { status: 'ok', response: {} }])
  recent.socket.send(push(0, 'raw'))
  await until(() => recent.frames.length === 5, 'the binary broadcast')
  expect(String(recent.frames[3])).toBe('\u0004\u000e\u0006\u0000\u0000realtime:mixedcursorraw')
  recent.socket.send(push(1, '{broken'))
  await pause(100)
  expect(recent.frames).toHaveLength(5)
})

it('tells with a plain HTTP answer why a handshake fails', async () => {
  expect(await refusal(null)).toEqual({ status: 401, body: { error: 'API key is missing' } })
  expect(await refusal('sb_publishable_unknown')).toEqual({
    status: 401,
    body: { error: 'The token provided is not a valid JWT' },
  })
  const expired = await userToken('00000000-0000-4000-8000-000000000001', -60)
  const { status, body } = await refusal(expired)
  expect(status).toBe(401)
  expect(body).toMatchObject({ error: expect.stringMatching(/^Token has expired/) })
})
