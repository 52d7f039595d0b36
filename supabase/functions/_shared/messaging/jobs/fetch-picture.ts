import type { MessagingService } from '../database.ts'
import type { PictureLease } from '../types.ts'
import { sha256OfBytes } from '../../platform/hash.ts'
import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Log } from '../../platform/log.ts'
import { failureOf, type Fetch } from '../../platform/provider-http.ts'
import type { ClaimedJob } from '../../platform/queue.ts'
import { readBytes } from '../../platform/read-bytes.ts'
import type { SecretBox } from '../../platform/secrets.ts'
import { createTurns } from '../../platform/turns.ts'
import { inspectMedia } from '../../media/inspect.ts'
import type { ObjectStore } from '../../media/object-store.ts'
import type { Providers } from '../sending.ts'
import { openCredentials } from './import-history.ts'

export interface FetchPictureDeps {
  database: Pick<MessagingService, 'keepPicture' | 'completePictureFetch'>
  providers: Providers
  secrets: SecretBox
  store: ObjectStore
  /** Fetches what a provider names; nothing inside our own network. */
  follow: Fetch
  log: Log
}

/** Messages and their files go before. */
const picturesAtOnce = 2
const timeoutMs = 15_000
const types = new Set(['image/jpeg', 'image/png', 'image/webp'])

const ends: Readonly<Record<string, JobEnd>> = { finished: 'finished', retry: 'retried', dead: 'dead' }

/** How a look at a picture ended. */
type Found =
  | {
      outcome: 'fetched'
      bytes: Uint8Array
      type: string
      extension: string
      width: number | null
      height: number | null
      name: string | null
    }
  | { outcome: 'none' | 'temporary' | 'permanent'; details: JsonObject }

/**
 * Fetches the profile picture of a person: asks the provider where it is, looks at what is there, stores it, reports. A
 * repeated run writes the same object, and a picture that is here already is not stored again.
 */
export function fetchPicture(deps: FetchPictureDeps): JobHandler {
  const inTurn = createTurns(picturesAtOnce)
  return (job) =>
    inTurn(async () => {
      // `app.open_picture_fetches` is what the kind adds to a claimed job.
      const lease = job.opened as PictureLease | null
      if (!lease) return 'lost'
      const { database, store } = deps
      const found = await look(deps, job, lease)
      if (found.outcome !== 'fetched')
        return ends[await database.completePictureFetch(job, found.outcome, found.details)] ?? 'lost'
      const kept = await database.keepPicture(job, {
        mime_type: found.type,
        extension: found.extension,
        bytes: found.bytes.byteLength,
        sha256: sha256OfBytes(found.bytes),
        file_name: null,
        width: found.width,
        height: found.height,
        seconds: null,
      })
      if (kept?.path !== undefined) await store.put(kept.path, found.bytes, found.type)
      const outcome = kept?.path !== undefined ? 'stored' : kept ? 'unchanged' : 'permanent'
      return ends[await database.completePictureFetch(job, outcome, named(found.name))] ?? 'lost'
    })
}

async function look(deps: FetchPictureDeps, job: ClaimedJob, lease: PictureLease): Promise<Found> {
  const credentials = await openCredentials(deps, job, lease)
  const answer = credentials && (await deps.providers[lease.provider].findPicture?.(lease, credentials))
  if (!answer) return permanent('provider_auth_failed')
  if (answer.outcome !== 'found') {
    const { outcome, code, detail } = answer
    return { outcome, details: { reason: code, detail } }
  }
  const name = answer.name ?? null
  if (answer.url === null) return { outcome: 'none', details: named(name) }
  let bytes: Uint8Array | null
  try {
    const response = await deps.follow(answer.url, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return withName(temporary(`The picture's server answered ${response.status}.`), name)
    }
    bytes = await readBytes(response.body, lease.max_bytes)
  } catch (error) {
    return temporary(failureOf(error).detail)
  }
  if (bytes === null) return withName(permanent('too_large'), name)
  const inspected = await inspectMedia(bytes, { type: null, name: null })
  if ('refused' in inspected) return withName(permanent(inspected.refused), name)
  if (!types.has(inspected.type)) return withName(permanent('type_not_allowed'), name)
  return { outcome: 'fetched', ...inspected, name }
}

/** Who it is, where the provider told. */
const named = (name: string | null): JsonObject => (name === null ? {} : { name })
const withName = (found: Exclude<Found, { outcome: 'fetched' }>, name: string | null): Found => ({
  ...found,
  details: { ...found.details, ...named(name) },
})

const temporary = (detail: string) => ({
  outcome: 'temporary' as const,
  details: { reason: 'provider_unavailable', detail },
})
const permanent = (reason: string) => ({ outcome: 'permanent' as const, details: { reason, detail: reason } })
