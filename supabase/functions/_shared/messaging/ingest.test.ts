import { expect, test } from 'vitest'
import { ApiError, DatabaseUnavailable } from '../platform/errors.ts'
import { createIngest, createWakingIngest } from './ingest.ts'
import type { IngestEvent, IngestResult } from './types.ts'

const event = (key: string): IngestEvent => ({
  provider: 'evolution',
  auth: { tenant_id: 't', channel_id: 'c' },
  event_key: key,
  event_type: 'x',
  raw: {},
  actions: [],
  unparsed: null,
})

/** A database whose writes end when the test says so. */
function slowDatabase(refuse: (events: readonly IngestEvent[]) => Error | null = () => null) {
  const batches: string[][] = []
  let open: () => void = () => undefined
  let gate = new Promise<void>((resolve) => (open = resolve))
  return {
    batches,
    release() {
      open()
      gate = Promise.resolve()
    },
    async ingestWhatsappEvents(events: readonly IngestEvent[]): Promise<IngestResult[]> {
      batches.push(events.map(({ event_key }) => event_key))
      await gate
      const error = refuse(events)
      if (error) throw error
      return events.map(({ event_key }) => ({ outcome: 'applied', channel_id: event_key }))
    },
  }
}

test('an idle writer writes at once, a busy one takes everything that came meanwhile', async () => {
  const database = slowDatabase()
  const ingest = createIngest(database, 1)
  const results = ['a', 'b', 'c'].map((key) => ingest(event(key)))
  expect(database.batches).toEqual([['a']])
  database.release()
  expect((await Promise.all(results)).map(({ channel_id }) => channel_id)).toEqual(['a', 'b', 'c'])
  expect(database.batches).toEqual([['a'], ['b', 'c']])
})

test('one event that breaks the batch does not take the others down', async () => {
  const poison = new ApiError(500, 'internal_error', 'x')
  const database = slowDatabase((events) =>
    events.some(({ event_key }) => event_key === 'bad') ? poison : null,
  )
  const ingest = createIngest(database, 1)
  const results = ['a', 'b', 'bad', 'c'].map((key) => ingest(event(key)))
  database.release()
  const settled = await Promise.allSettled(results)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

test('while the database is away nobody is tried one by one', async () => {
  const database = slowDatabase(() => new DatabaseUnavailable())
  const ingest = createIngest(database, 1)
  const results = ['a', 'b', 'c'].map((key) => ingest(event(key)))
  database.release()
  await Promise.allSettled(results)
  expect(database.batches).toHaveLength(2)
  await expect(results[0]).rejects.toBeInstanceOf(DatabaseUnavailable)
})

/** An event about this many messages: the second half are statuses, which came before the messages. */
const large = (key: string, count: number): IngestEvent => ({
  ...event(key),
  raw: { all: true },
  actions: Array.from(
    { length: count },
    (_, index) =>
      ({ type: index * 2 < count ? 'status' : 'message', provider_message_id: `${index}` }) as never,
  ),
})

test('a large event shares no transaction, and a larger one is written in pieces: messages first, all of them once', async () => {
  const written: IngestEvent[] = []
  const sizes: number[] = []
  const ingest = createIngest(
    {
      ingestWhatsappEvents: (events) => {
        written.push(...events)
        sizes.push(events.length)
        return Promise.resolve(events.map(() => ({ outcome: 'applied' })))
      },
    },
    1,
  )
  await Promise.all([ingest(event('a')), ingest(large('b', 40)), ingest(event('c'))])
  expect(sizes).toEqual([1, 1, 1])
  written.length = 0
  expect(await ingest(large('k', 1_100))).toEqual({ outcome: 'applied' })
  expect(written.map(({ event_key, actions, raw }) => [event_key, actions.length, raw])).toEqual([
    ['k', 500, { all: true }],
    ['k#2', 500, { part: 2, of: 'k' }],
    ['k#3', 100, { part: 3, of: 'k' }],
  ])
  const actions = written.flatMap((part) => part.actions)
  expect(actions.map(({ type }) => type)).toEqual([
    ...Array<string>(550).fill('message'),
    ...Array<string>(550).fill('status'),
  ])
  expect(new Set(actions.map((action) => JSON.stringify(action))).size).toBe(1_100)
})

test.each([
  [['duplicate', 'duplicate', 'applied'], 'applied', 3],
  [['duplicate', 'duplicate', 'duplicate'], 'duplicate', 3],
  [['applied', 'error', 'applied'], 'error', 3],
  [['unauthorized'], 'unauthorized', 1],
] as const)('pieces that were %j are an event that was %s', async (outcomes, outcome, calls) => {
  let call = 0
  const ingest = createIngest(
    { ingestWhatsappEvents: () => Promise.resolve([{ outcome: outcomes[call++]! }]) },
    1,
  )
  expect(await ingest(large('k', 1_100))).toEqual({ outcome })
  expect(call).toBe(calls)
})

test('a piece that fails is told to the provider, and no piece after it is written', async () => {
  let call = 0
  const ingest = createIngest(
    {
      ingestWhatsappEvents: () =>
        ++call === 2
          ? Promise.reject(new DatabaseUnavailable())
          : Promise.resolve([{ outcome: 'applied' as const }]),
    },
    1,
  )
  await expect(ingest(large('k', 1_100))).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(call).toBe(2)
})

test('the worker is woken for what an event brought about, and for nothing else', async () => {
  const results: IngestResult[] = [
    { outcome: 'applied', wakes: true },
    { outcome: 'applied' },
    { outcome: 'duplicate' },
    { outcome: 'error', wakes: true },
  ]
  let woken = 0
  const ingest = createWakingIngest(
    async () => results.shift()!,
    () => (woken += 1),
  )
  for (const key of ['a', 'b', 'c', 'd']) await ingest(event(key))
  expect(woken).toBe(2)
})
