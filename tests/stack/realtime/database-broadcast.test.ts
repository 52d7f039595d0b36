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
} from './support.ts'

const lab = new Lab()
const ana = randomUUID()
const topic = `probe:${ana}`

beforeAll(() => allowProbeTopics(lab.sql))
afterAll(async () => {
  await forbidProbeTopics(lab.sql)
  await lab.close()
})

async function anaOn(name = topic): Promise<ReturnType<typeof collectBroadcasts>> {
  const channel = (await lab.user(ana)).channel(name, { config: { private: true } })
  const seen = collectBroadcasts(channel)
  await join(channel)
  return seen
}

it('delivers committed rows in commit order, with the id of the row', async () => {
  const seen = await anaOn()
  await lab.sql.begin(async (tx) => {
    for (let n = 0; n < 50; n++) await tx`select realtime.send(${tx.json({ n })}, 'message', ${topic}, true)`
  })
  await lab.sql`select realtime.send(${lab.sql.json({ n: 50 })}, 'message', ${topic}, true)`
  await until(() => seen.length === 51, 'the rows')
  expect(seen.map(({ payload }) => (payload as { n: number }).n)).toEqual([...Array(51).keys()])
  expect(seen[0]).toMatchObject({ event: 'message', meta: { id: expect.any(String) } })
})

it('never delivers what was rolled back', async () => {
  const seen = await anaOn()
  await lab.sql
    .begin(async (tx) => {
      await tx`select realtime.send('{}'::jsonb, 'ghost', ${topic}, true)`
      throw new Error('no')
    })
    .catch(() => undefined)
  await lab.sql`select realtime.send('{}'::jsonb, 'real', ${topic}, true)`
  await until(() => seen.length, 'the committed row')
  await pause(100)
  expect(seen.map(({ event }) => event)).toEqual(['real'])
})

it('keeps public and private topics of one name apart', async () => {
  const open = lab.client().channel(topic)
  const publicSeen = collectBroadcasts(open)
  await join(open)
  const privateSeen = await anaOn()
  await lab.sql`select realtime.send('{}'::jsonb, 'for-private', ${topic}, true)`
  await lab.sql`select realtime.send('{}'::jsonb, 'for-public', ${topic}, false)`
  await until(() => publicSeen.length && privateSeen.length, 'both messages')
  await pause(100)
  expect(publicSeen.map(({ event }) => event)).toEqual(['for-public'])
  expect(privateSeen.map(({ event }) => event)).toEqual(['for-private'])
})

it('carries the payload of broadcast_changes and of send_binary', async () => {
  const seen = await anaOn()
  await lab.sql`select realtime.broadcast_changes(${topic}, 'INSERT', 'INSERT', 'notes', 'public', row(1, 'a'), null)`
  await lab.sql`select realtime.send_binary('\\x00ff'::bytea, 'raw', ${topic}, true)`
  await until(() => seen.length === 2, 'both messages')
  expect(seen[0]?.['payload']).toMatchObject({ operation: 'INSERT', table: 'notes', schema: 'public' })
  expect([...new Uint8Array(seen[1]?.['payload'] as ArrayBuffer)]).toEqual([0, 255])
})

it('replays the latest messages to a late subscriber who asks', async () => {
  const room = `${topic}:replay`
  const since = Date.now() - 1000
  for (let n = 0; n < 5; n++)
    await lab.sql`select realtime.send(${lab.sql.json({ n })}, 'old', ${room}, true)`
  const channel = (await lab.user(ana)).channel(room, {
    config: { private: true, broadcast: { replay: { since, limit: 3 } } },
  })
  const seen = collectBroadcasts(channel)
  await join(channel)
  await until(() => seen.length === 3, 'the replay')
  expect(seen.map(({ payload }) => (payload as { n: number }).n)).toEqual([2, 3, 4])
  expect(seen[0]).toMatchObject({ meta: { replayed: true } })
})

it('makes clients join again when rows may have been missed, and misses nothing after that', async () => {
  const channel = (await lab.user(ana)).channel(topic, { config: { private: true } })
  const seen = collectBroadcasts(channel)
  const { statuses } = subscribe(channel)
  await until(() => statuses.includes('SUBSCRIBED'), 'the first join')
  await lab.sql`
    select pg_terminate_backend(pid) from pg_stat_replication where application_name = 'realtime_messages'`
  await until(() => statuses.includes('CHANNEL_ERROR'), 'the gap to be reported')
  await until(() => statuses.filter((status) => status === 'SUBSCRIBED').length === 2, 'the second join')
  await lab.sql`select realtime.send('{}'::jsonb, 'after', ${topic}, true)`
  await until(() => seen.some(({ event }) => event === 'after'), 'the message after the gap')
})
