import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  allowProbeTopics,
  collectBroadcasts,
  forbidProbeTopics,
  join,
  Lab,
  pause,
  subscribe,
  until,
  userToken,
} from './support.ts'
import { ownStack } from '../support/stack.ts'

const lab = new Lab()
const ana = randomUUID()
const bia = randomUUID()

beforeAll(() => allowProbeTopics(lab.sql))
afterAll(async () => {
  await forbidProbeTopics(lab.sql)
  await lab.close()
})

const isPrivate = { config: { private: true } }

it('refuses a private topic that the policies do not allow', async () => {
  for (const client of [lab.client(), await lab.user(bia)]) {
    const { statuses, reasons } = subscribe(client.channel(`probe:${ana}`, isPrivate))
    await until(() => statuses.length, 'the answer')
    expect(statuses[0]).toBe('CHANNEL_ERROR')
    expect(reasons[0]).toContain(`You do not have permissions to read from this Channel topic: probe:${ana}`)
  }
  const [count] = await lab.sql`select count(*)::int from realtime.messages where topic = ${`probe:${ana}`}`
  expect(count).toEqual({ count: 0 })
})

it('lets the service role in', async () => {
  await join(lab.client(ownStack().secretKey).channel(`probe:${ana}`, isPrivate))
})

it('lets the allowed user in and carries messages between two of its tabs', async () => {
  const sender = await join((await lab.user(ana)).channel(`probe:${ana}`, isPrivate))
  const receiver = (await lab.user(ana)).channel(`probe:${ana}`, isPrivate)
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  await sender.send({ type: 'broadcast', event: 'hi', payload: {} })
  await until(() => seen.length, 'the message')
})

it('drops what a reader without the right to write sends, over the socket and over HTTP', async () => {
  const topic = `probe-read:${ana}`
  const token = await userToken(ana)
  const sender = await join((await lab.user(ana)).channel(topic, isPrivate))
  const receiver = (await lab.user(ana)).channel(topic, isPrivate)
  const seen = collectBroadcasts(receiver)
  await join(receiver)
  await sender.send({ type: 'broadcast', event: 'hi', payload: {} })
  const { gatewayUrl, publishableKey } = ownStack()
  const headers = {
    apikey: publishableKey,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
  const base = `${gatewayUrl}/realtime/v1/api/broadcast`
  const batch = { messages: [{ topic, event: 'hi', payload: {}, private: true }] }
  expect((await fetch(base, { method: 'POST', headers, body: JSON.stringify(batch) })).status).toBe(202)
  const single = `${base}/${encodeURIComponent(topic)}/events/hi?private=true`
  expect((await fetch(single, { method: 'POST', headers, body: '{}' })).status).toBe(403)
  await pause(200)
  expect(seen).toEqual([])
})

it('closes the channel when the token ends', async () => {
  const channel = (await lab.user(ana, 2)).channel(`probe:${ana}`, isPrivate)
  const messages: unknown[] = []
  channel.on('system', {}, (message: unknown) => messages.push(message))
  const { statuses } = subscribe(channel)
  await until(() => statuses.includes('SUBSCRIBED'), 'the join')
  await until(() => statuses.includes('CLOSED'), 'the end of the token')
  expect(messages).toContainEqual(
    expect.objectContaining({ status: 'error', message: expect.stringMatching(/^Token has expired/) }),
  )
})

it('keeps the channel beyond the first token when a new one arrives in time', async () => {
  const client = await lab.user(ana, 2)
  const channel = client.channel(`probe:${ana}`, isPrivate)
  const { statuses } = subscribe(channel)
  await until(() => statuses.includes('SUBSCRIBED'), 'the join')
  await client.realtime.setAuth(await userToken(ana))
  await pause(2500)
  expect(statuses).toEqual(['SUBSCRIBED'])
})

it('closes the channel when a new token no longer allows it', async () => {
  const client = await lab.user(ana)
  const channel = client.channel(`probe:${ana}`, isPrivate)
  const { statuses } = subscribe(channel)
  await until(() => statuses.includes('SUBSCRIBED'), 'the join')
  await client.realtime.setAuth(await userToken(bia))
  await until(() => statuses.includes('CLOSED'), 'the end of the channel')
})
