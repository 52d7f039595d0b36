import { expect, test } from 'vitest'
import type { IngestEvent, IngestResult } from './db-types.ts'
import { ApiError, DatabaseUnavailable } from './errors.ts'
import { createIngest } from './ingest.ts'

const event = (key: string): IngestEvent => ({
  provider: 'evolution',
  auth: { channel_id: 'c' },
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
