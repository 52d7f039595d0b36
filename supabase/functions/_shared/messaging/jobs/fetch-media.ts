import type { ClaimedJob } from '../../platform/queue.ts'
import type { MessagingService } from '../database.ts'
import type { MediaLease } from '../types.ts'
import { sha256OfBytes } from '../../platform/hash.ts'
import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import { describeError, type Log } from '../../platform/log.ts'
import type { SecretBox } from '../../platform/secrets.ts'
import type { MediaResult } from '../../providers/provider.ts'
import { nameOfVcard, phonesOfVcard } from '../../providers/vcard.ts'
import { cleanFileName } from '../../media/file-name.ts'
import { inspectMedia } from '../../media/inspect.ts'
import type { ObjectStore } from '../../media/object-store.ts'
import { createTurns } from '../../platform/turns.ts'
import type { Providers } from '../sending.ts'

export interface FetchMediaDeps {
  database: Pick<MessagingService, 'keepMediaFile' | 'completeMediaFetch'>
  providers: Providers
  secrets: SecretBox
  store: ObjectStore
  log: Log
}

/** Whole files are in memory while they are looked at; an isolate has 256 MB. */
const filesAtOnce = 4
/** Of its lease of four minutes a job has waited this long for its turn: another worker had better take it. */
const longestWaitMs = 120_000

const ends: Readonly<Record<string, JobEnd>> = { finished: 'finished', retry: 'retried', dead: 'dead' }

/**
 * Fetches the file of a message that came in: asks the provider, looks at the content, writes the object down, stores it,
 * reports. A repeated run writes the same object.
 */
export function fetchMedia(deps: FetchMediaDeps): JobHandler {
  const inTurn = createTurns(filesAtOnce)
  return (job) => {
    const claimedAt = Date.now()
    return inTurn(async () => {
      // `app.open_media_fetches` is what the kind adds to a claimed job.
      const lease = job.opened as MediaLease | null
      if (!lease) return 'lost'
      const isLate = Date.now() - claimedAt > longestWaitMs
      const end = isLate
        ? await deps.database.completeMediaFetch(job, 'temporary', { reason: 'worker_busy' })
        : await run(deps, job, lease)
      return ends[end] ?? 'lost'
    })
  }
}

async function run(deps: FetchMediaDeps, job: ClaimedJob, lease: MediaLease): Promise<string> {
  const { database, store } = deps
  const found = await ask(deps, job, lease)
  if (found.outcome !== 'fetched') {
    if (found.outcome === 'too_large')
      return await database.completeMediaFetch(job, 'refused', { reason: 'too_large' })
    const { outcome, ...details } = found
    return await database.completeMediaFetch(job, outcome, {
      reason: 'code' in details ? details.code : outcome,
      detail: details.detail,
      ...('retryAfterSeconds' in details && details.retryAfterSeconds !== null
        ? { retry_after: details.retryAfterSeconds }
        : {}),
    })
  }
  if (lease.kind === 'contact')
    return await database.completeMediaFetch(job, 'read', { content: cardsIn(found.bytes) })
  const name = textAt(lease.media, 'file_name') ?? found.name
  const inspected = await inspectMedia(found.bytes, {
    type: textAt(lease.media, 'mime_type') ?? found.type,
    name,
  })
  if ('refused' in inspected)
    return await database.completeMediaFetch(job, 'refused', { reason: inspected.refused })
  const path = await database.keepMediaFile(job, {
    mime_type: inspected.type,
    extension: inspected.extension,
    bytes: inspected.bytes.byteLength,
    sha256: sha256OfBytes(inspected.bytes),
    file_name: cleanFileName(name, inspected.extension),
    width: inspected.width,
    height: inspected.height,
    seconds: inspected.seconds,
  })
  // Somebody else has the job, or the message is gone: nothing may be stored.
  if (path === null)
    return await database.completeMediaFetch(job, 'permanent', { reason: 'media_unavailable' })
  await store.put(path, inspected.bytes, inspected.type)
  const end = await database.completeMediaFetch(job, 'stored', {})
  // The message went while this run had lost its lease: nobody knows of the object any more.
  if (end === 'orphan') await store.remove([path])
  return end
}

async function ask(deps: FetchMediaDeps, job: ClaimedJob, lease: MediaLease): Promise<MediaResult> {
  const { channel } = lease
  const lost: MediaResult = {
    outcome: 'permanent',
    code: 'provider_auth_failed',
    detail: 'The credentials of this channel cannot be opened. Connect it again.',
  }
  if (channel?.credentials == null) return lost
  let credentials: Record<string, string>
  try {
    credentials = await deps.secrets.open(channel.credentials, {
      tenantId: job.tenant_id,
      channelId: lease.channel_id,
    })
  } catch (error) {
    deps.log.error('credentials do not open', { tenant_id: job.tenant_id, ...describeError(error) })
    return lost
  }
  return await deps.providers[lease.provider].fetchMedia(lease, credentials)
}

/** A card is data, not a file: the people in it are what the message says. */
function cardsIn(bytes: Uint8Array) {
  const text = new TextDecoder().decode(bytes.subarray(0, 512 * 1024))
  const contacts = text
    .split(/(?=BEGIN:VCARD)/i)
    .filter((card) => /^BEGIN:VCARD/i.test(card))
    .slice(0, 100)
    .map((card) => ({ name: nameOfVcard(card) ?? '', phones: phonesOfVcard(card).slice(0, 100) }))
  return { contacts, name: contacts[0]?.name ?? '' }
}
