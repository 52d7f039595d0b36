import type { MessagingService } from '../database.ts'
import type { HistoryLease, HistoryStep } from '../types.ts'
import type { ClaimedJob } from '../../platform/queue.ts'
import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import { describeError, type Log } from '../../platform/log.ts'
import type { SecretBox } from '../../platform/secrets.ts'
import type { HistoryFailure, HistoryReader } from '../../providers/provider.ts'
import type { Providers } from '../sending.ts'

export interface ImportHistoryDeps {
  database: Pick<
    MessagingService,
    'keepHistoryChats' | 'keepHistoryPage' | 'delayHistoryImport' | 'pauseHistoryImport'
  >
  providers: Providers
  secrets: SecretBox
  log: Log
}

/** A run reads for this long; then the jobs that came meanwhile have their turn. */
const readForMs = 5_000

const ends: Readonly<Record<string, JobEnd>> = { retry: 'retried', dead: 'dead' }

/**
 * Reads what was said before a channel was connected, page by page. Each page is stored together with the cursor, so
 * whoever takes the job after a crash goes on behind the last page.
 */
export function importHistory(deps: ImportHistoryDeps): JobHandler {
  return async (job) => {
    // `app.open_history_imports` is what the kind adds to a claimed job.
    const lease = job.opened as HistoryLease | null
    if (!lease) return 'lost'
    const until = Date.now() + readForMs
    const reader = deps.providers[lease.provider].history
    const credentials = await openCredentials(deps, job, lease)
    if (!reader || !credentials) {
      const detail = 'The credentials of this channel cannot be opened. Connect it again.'
      return await delay(deps, job, { outcome: 'permanent', code: 'provider_auth_failed', detail })
    }
    let step: HistoryStep | null = lease.step
    while (step !== null) {
      const kept: { step: HistoryStep | null } | null | HistoryFailure = await readStep(
        deps,
        job,
        reader,
        lease,
        credentials,
        step,
      )
      if (kept === null) return 'lost'
      if ('outcome' in kept) return await delay(deps, job, kept)
      step = kept.step
      if (step !== null && Date.now() > until) {
        return (await deps.database.pauseHistoryImport(job)) ? 'retried' : 'lost'
      }
    }
    return 'finished'
  }
}

async function readStep(
  { database }: ImportHistoryDeps,
  job: ClaimedJob,
  reader: HistoryReader,
  lease: HistoryLease,
  credentials: Record<string, string>,
  { place, chat, page }: HistoryStep,
) {
  if (place === undefined || chat === undefined) {
    const listed = await reader.list(lease, credentials)
    return listed.outcome === 'listed' ? await database.keepHistoryChats(job, listed.chats) : listed
  }
  const read = await reader.read(lease, credentials, chat, page ?? 1)
  return read.outcome === 'read'
    ? await database.keepHistoryPage(job, place, read.actions, read.nextPage)
    : read
}

async function delay(
  { database }: ImportHistoryDeps,
  job: ClaimedJob,
  failure: HistoryFailure,
): Promise<JobEnd> {
  return ends[await database.delayHistoryImport(job, failure)] ?? 'lost'
}

/** What opens the channel of a lease; null when it cannot be opened. */
export async function openCredentials(
  { secrets, log }: Pick<ImportHistoryDeps, 'secrets' | 'log'>,
  job: ClaimedJob,
  lease: Pick<HistoryLease, 'channel' | 'channel_id'>,
): Promise<Record<string, string> | null> {
  if (lease.channel?.credentials == null) return null
  try {
    return await secrets.open(lease.channel.credentials, {
      tenantId: job.tenant_id,
      channelId: lease.channel_id,
    })
  } catch (error) {
    log.error('credentials do not open', { tenant_id: job.tenant_id, ...describeError(error) })
    return null
  }
}
