import { afterAll, expect, it } from 'vitest'
import { collectBroadcasts, join, Lab, pause, until } from './support.ts'
import { ownStack } from '../support/stack.ts'

const lab = new Lab()
afterAll(() => lab.close())

it('reaches the other clients of a topic, and not the sender', async () => {
  const sender = lab.client().channel('talk')
  const own = collectBroadcasts(sender)
  await join(sender)
  const other = lab.client().channel('talk')
  const seen = collectBroadcasts(other, 'cursor')
  await join(other)
  await sender.send({ type: 'broadcast', event: 'cursor', payload: { text: 'Olá, João' } })
  await until(() => seen.length, 'the broadcast')
  expect(seen[0]).toMatchObject({ event: 'cursor', payload: { text: 'Olá, João' } })
  expect(own).toEqual([])
})

it('returns to the sender when it asked for its own messages, and is acknowledged', async () => {
  const channel = lab.client().channel('self', { config: { broadcast: { self: true, ack: true } } })
  const seen = collectBroadcasts(channel)
  await join(channel)
  expect(await channel.send({ type: 'broadcast', event: 'note', payload: { n: 1 } })).toBe('ok')
  await until(() => seen.length, 'the own broadcast')
})

it('carries binary payloads', async () => {
  const sender = lab.client().channel('bytes')
  await join(sender)
  const receiver = lab.client().channel('bytes')
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  const bytes = new Uint8Array([0, 1, 254, 255])
  await sender.send({ type: 'broadcast', event: 'blob', payload: bytes.buffer })
  await until(() => seen.length, 'the bytes')
  expect([...new Uint8Array(seen[0]?.['payload'] as ArrayBuffer)]).toEqual([...bytes])
})

it('keeps the order of a thousand messages', async () => {
  const sender = lab.client().channel('order')
  await join(sender)
  const receiver = lab.client().channel('order')
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  for (let n = 0; n < 1000; n++) await sender.send({ type: 'broadcast', event: 'n', payload: { n } })
  await until(() => seen.length === 1000, 'a thousand messages')
  expect(seen.map(({ payload }) => (payload as { n: number }).n)).toEqual([...Array(1000).keys()])
})

it('is heard no more after leaving', async () => {
  const sender = lab.client().channel('leave')
  await join(sender)
  const client = lab.client()
  const receiver = client.channel('leave')
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  expect(await client.removeChannel(receiver)).toBe('ok')
  await sender.send({ type: 'broadcast', event: 'late', payload: {} })
  await pause(150)
  expect(seen).toEqual([])
})

it('can be sent over HTTP, before and without a subscription', async () => {
  const receiver = lab.client().channel('http')
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  const sender = lab.client().channel('http')
  expect(await sender.httpSend('single', { a: 1 })).toEqual({ success: true })
  await until(() => seen.length === 1, 'the single message')
  expect(seen[0]).toMatchObject({ event: 'single', payload: { a: 1 } })
  const { gatewayUrl, publishableKey } = ownStack()
  const post = (body: unknown, key = publishableKey): Promise<Response> =>
    fetch(`${gatewayUrl}/realtime/v1/api/broadcast`, {
      method: 'POST',
      headers: { apikey: key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await post({ messages: [{ topic: 'http', event: 'batch', payload: { b: 2 } }] })).status).toBe(202)
  await until(() => seen.length === 2, 'the batch')
  expect((await post({ messages: [{ topic: 'http', event: 'x', payload: 'text' }] })).status).toBe(422)
  expect((await post({ messages: [] }, 'nonsense')).status).toBe(401)
})
