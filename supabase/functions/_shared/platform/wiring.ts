import process from 'node:process'
import { createDatabase } from './db.ts'
import { readEnv, type Env } from './env.ts'
import { createFetchOnce } from './fetch-once.ts'
import { createLog, type Log } from './log.ts'
import type { Fetch } from './provider-http.ts'
import { createQueue } from './queue.ts'
import { createSecretBox } from './secrets.ts'
import { waitUntil } from './wait-until.ts'

/** What every function may ask for, whichever domain it belongs to. */
export type Platform = ReturnType<typeof createPlatform>

interface Overrides {
  log?: Log
  fetch?: Fetch
  waitUntil?(promise: Promise<unknown>): void
}

let made: Platform | undefined

/** The only place that reads the environment; throws at boot when it is incomplete. Made once for an isolate. */
export function platform(): Platform {
  made ??= createPlatform(readEnv(process.env))
  return made
}

/** Tests give what takes the place of the world. */
export function createPlatform(env: Env, overrides: Overrides = {}) {
  const database = createDatabase({
    url: env.databaseUrl,
    pool: env.databasePool,
    pooled: env.databasePooled,
  })
  return {
    env,
    // eslint-disable-next-line no-console -- the platform collects the console, and nothing else writes to it
    log: createLog((line) => console.info(line), env.logLevel),
    now: () => new Date(),
    pause: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    waitUntil,
    publicUrl: env.publicUrl,
    appUrl: env.appUrl,
    calls: database,
    queue: createQueue(database.service),
    secrets: createSecretBox(env.encryptionKeys, env.encryptionKeyId),
    fetch: createFetchOnce(),
    ...overrides,
  }
}
