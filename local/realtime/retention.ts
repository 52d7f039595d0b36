import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'

const INTERVAL_MS = 60_000
const BATCH = 500
const PAUSE_MS = 50

/** Deletes one batch of broadcast rows older than ten minutes and returns how many there were. */
export async function deleteOldMessages(sql: Sql, batch = BATCH): Promise<number> {
  const deleted = await sql`
    delete from realtime.messages
    where (id, inserted_at) in (
      select id, inserted_at from realtime.messages
      where inserted_at < now() at time zone 'utc' - interval '10 minutes'
      limit ${batch})`
  return deleted.count
}

/**
 * Keeps `realtime.messages` small, a few rows at a time so that nobody waits for it. The hosted service drops daily
 * partitions instead; here nothing reads a row again once it is delivered, except a short replay.
 */
export function startRetention(sql: Sql, log: (line: string) => void): () => void {
  const abort = new AbortController()
  const { signal } = abort
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(INTERVAL_MS, undefined, { signal, ref: false })
      try {
        while ((await deleteOldMessages(sql)) === BATCH) await delay(PAUSE_MS, undefined, { signal })
      } catch (error) {
        if (!signal.aborted) log(`old messages were not deleted: ${String(error)}`)
      }
    }
  }
  run().catch(() => undefined)
  return () => abort.abort()
}
