import { ApiError, DatabaseUnavailable } from '../platform/errors.ts'
import { describeError, type Log } from '../platform/log.ts'
import type { MessagingProvider, SendResult } from '../providers/provider.ts'
import type { ObjectStore } from '../media/object-store.ts'
import type { SecretBox } from '../platform/secrets.ts'
import type { MessagingService } from './database.ts'
import type { CompletedSend, ProviderName, SendLease } from './types.ts'

export type Providers = Record<ProviderName, MessagingProvider>

export interface SendingDeps {
  database: Pick<MessagingService, 'completeSend' | 'knownProviderIds'>
  providers: Providers
  secrets: SecretBox
  store: Pick<ObjectStore, 'sign'>
  log: Log
  pause(milliseconds: number): Promise<void>
  /** Keeps work alive that nobody waits for. */
  waitUntil(promise: Promise<unknown>): void
}

/** Runs one leased send to its end and returns what the database made of it. */
export type RunSend = (lease: SendLease) => Promise<CompletedSend>

type Completion = Parameters<MessagingService['completeSend']>[1]

/**
 * One attempt: open the credentials, look for an earlier attempt of unknown outcome, send, report. The provider
 * is never asked to send while an earlier attempt may have arrived, so a patient gets a message once.
 */
export function createSending(deps: SendingDeps): RunSend {
  return async (lease) => {
    const completed = await attempt(lease)
    if (completed.next) deps.waitUntil(follow(completed.next))
    return completed
  }

  /** Those that waited in the conversation, one after the other. What goes wrong here is left to the worker. */
  async function follow(first: SendLease): Promise<void> {
    try {
      for (let next: SendLease | null | undefined = first; next;) next = (await attempt(next)).next
    } catch (error) {
      deps.log.error('the next message was not attempted', describeError(error))
    }
  }

  async function attempt(first: SendLease): Promise<CompletedSend> {
    const log = deps.log.with({
      tenant_id: first.tenant_id,
      message_id: first.message_id,
      provider: first.provider,
    })
    const credentials = await open(first, log)
    if (credentials === null) {
      const detail = 'The credentials of this channel cannot be opened. Connect it again.'
      // An earlier attempt may have arrived: a plain failure would let it be sent again without a look.
      return await complete(
        first,
        first.uncertain
          ? { outcome: 'unknown', errorDetail: detail }
          : { outcome: 'permanent', errorCode: 'provider_auth_failed', errorDetail: detail },
      )
    }
    const provider = deps.providers[first.provider]
    let lease = first
    if (lease.uncertain) {
      const settled = await reconcile(lease, provider, credentials, log)
      if (!settled.lease) return settled
      lease = settled.lease
    }
    const result = await send(lease, provider, credentials)
    log.info('send attempted', { outcome: result.outcome, attempt: lease.attempt, code: codeOf(result) })
    return await complete(lease, completionOf(result))
  }

  async function send(
    lease: SendLease,
    provider: MessagingProvider,
    credentials: Record<string, string>,
  ): Promise<SendResult> {
    if (lease.media === null) return await provider.send(lease, credentials)
    let url: string
    try {
      url = await deps.store.sign(lease.media.path, linkSeconds, downloadName(lease))
    } catch (error) {
      deps.log.error('file cannot be signed', { message_id: lease.message_id, ...describeError(error) })
      const detail = 'The storage does not answer.'
      return { outcome: 'temporary', code: 'media_unavailable', detail, retryAfterSeconds: null }
    }
    return await provider.send({ ...lease, media: { ...lease.media, url } }, credentials)
  }

  /** Settles an attempt that got no answer; a new lease in the result means that it may be sent again. */
  async function reconcile(
    lease: SendLease,
    provider: MessagingProvider,
    credentials: Record<string, string>,
    log: Log,
  ): Promise<CompletedSend> {
    const earlier = await provider.findSent(lease, credentials)
    if (!earlier.clear) return await complete(lease, { outcome: 'unknown', errorDetail: earlier.detail })
    // The same words may have been sent on purpose before: those messages have their ids already.
    const known = earlier.ids.length > 0 ? await deps.database.knownProviderIds(lease, earlier.ids) : []
    const id = earlier.ids.find((candidate) => !known.includes(candidate))
    log.info('earlier attempt looked for', { found: id !== undefined })
    return await complete(
      lease,
      id === undefined ? { outcome: 'not_found' } : { outcome: 'found', providerMessageId: id },
    )
  }

  async function open(lease: SendLease, log: Log): Promise<Record<string, string> | null> {
    if (deps.providers[lease.provider].isOwn) return {}
    try {
      const owner = { tenantId: lease.tenant_id, channelId: lease.channel_id }
      return await deps.secrets.open(lease.channel.credentials, owner)
    } catch (error) {
      log.error('credentials do not open', describeError(error instanceof ApiError ? error.cause : error))
      return null
    }
  }

  /** Once the provider has the message, forgetting it would cost a search later: the report is tried again. */
  async function complete(lease: SendLease, completion: Completion): Promise<CompletedSend> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await deps.database.completeSend(lease, completion)
      } catch (error) {
        const passing =
          error instanceof DatabaseUnavailable || (error instanceof ApiError && error.status === 503)
        if (!passing || attempt >= 4) throw error
        await deps.pause(250 * 2 ** attempt)
      }
    }
  }
}

/** A provider may keep a message for a while before it fetches the file. */
const linkSeconds = 24 * 60 * 60

/** The name of a document goes with it; pictures and sounds have none for the person who gets them. */
function downloadName({ kind, media }: SendLease): string | null {
  return kind === 'document' ? (media?.file_name ?? null) : null
}

function completionOf(result: SendResult): Completion {
  switch (result.outcome) {
    case 'sent':
      return { outcome: 'sent', providerMessageId: result.providerMessageId }
    case 'unknown':
      return { outcome: 'unknown', errorDetail: result.detail }
    case 'temporary':
      return {
        outcome: 'temporary',
        errorCode: result.code,
        errorDetail: result.detail,
        retryAfterSeconds: result.retryAfterSeconds,
      }
    case 'permanent':
      return { outcome: 'permanent', errorCode: result.code, errorDetail: result.detail }
  }
}

function codeOf(result: SendResult): string | undefined {
  return result.outcome === 'temporary' || result.outcome === 'permanent' ? result.code : undefined
}
