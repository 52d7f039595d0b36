import { createBatcher } from '../platform/batcher.ts'
import { DatabaseUnavailable } from '../platform/errors.ts'
import { largestInBatch, outcomeOfParts, partsOf } from './event-parts.ts'
import type { MessagingService } from './database.ts'
import type { IngestEvent, IngestResult } from './types.ts'

/** Stores one webhook event and its effects; resolves after the commit, so that it may be acknowledged. */
export type Ingest = (event: IngestEvent) => Promise<IngestResult>

type IngestDatabase = Pick<MessagingService, 'ingestWhatsappEvents'>

const largestBatch = 50

/** Webhooks that arrive while others are being written share the next transaction; a large one is written by itself. */
export function createIngest(database: IngestDatabase, parallelWrites: number): Ingest {
  const one: Ingest = async (event) => {
    const result = await database.ingestWhatsappEvents([event])
    if (!result[0]) throw new Error('The event was not answered.')
    return result[0]
  }
  const batched = createBatcher<IngestEvent, Settled>({
    maxSize: largestBatch,
    maxRuns: parallelWrites,
    maxWaiting: 2_000,
    refuse: () => new DatabaseUnavailable(new Error('too many webhooks are waiting')),
    run: async (events) => {
      try {
        return (await database.ingestWhatsappEvents(events)).map((result) => ({ result }))
      } catch (error) {
        // One by one nothing would be gained while the database is away.
        if (error instanceof DatabaseUnavailable) throw error
        return await oneByOne(events, one)
      }
    },
  })
  return async (event) => {
    if (event.actions.length > largestInBatch) return partByPart(event, one)
    const settled = await batched(event)
    if ('error' in settled) throw settled.error
    return settled.result
  }
}

/**
 * Stores events, and has done at once what they brought about: answers of the clinic, files to fetch, workflows. The
 * worker by itself would come by within a minute.
 */
export function createWakingIngest(ingest: Ingest, wake: () => void): Ingest {
  return async (event) => {
    const result = await ingest(event)
    if (result.wakes) wake()
    return result
  }
}

type Settled = { result: IngestResult } | { error: unknown }

/** A batch that failed as a whole: each event again, so that one cannot take the others down. */
async function oneByOne(events: readonly IngestEvent[], one: Ingest): Promise<Settled[]> {
  const settled: Settled[] = []
  for (const event of events) {
    settled.push(
      await one(event).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      ),
    )
  }
  return settled
}

/** A piece that fails ends it: the provider repeats the event, and the pieces before are here already. */
async function partByPart(event: IngestEvent, one: Ingest): Promise<IngestResult> {
  const [first, ...others] = partsOf(event)
  if (!first) throw new Error('An event has at least one piece.')
  const results: [IngestResult, ...IngestResult[]] = [await one(first)]
  if (results[0].outcome === 'unauthorized') return results[0]
  for (const part of others) results.push(await one(part))
  return outcomeOfParts(results)
}
