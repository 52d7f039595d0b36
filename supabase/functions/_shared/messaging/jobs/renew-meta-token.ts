import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import { numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { Log } from '../../platform/log.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { SecretBox, Sealed } from '../../platform/secrets.ts'
import { graphErrorOf } from '../../providers/meta/errors.ts'
import type { GraphClient } from '../../providers/meta/graph.ts'
import { pagesOf } from '../../providers/meta/pages.ts'
import type { MessagingService } from '../database.ts'
import type { TokenLease } from '../types.ts'
import { openCredentials } from './import-history.ts'

export interface RenewTokenDeps {
  database: Pick<MessagingService, 'completeTokenRenewal'>
  graph: Pick<GraphClient, 'debugToken' | 'renewToken' | 'get'>
  secrets: SecretBox
  log: Log
  now(): Date
}

/** A grant that lasts longer is left alone. */
const earlyDays = 14
const dayMs = 24 * 60 * 60 * 1000

const ends: Readonly<Record<string, JobEnd>> = { finished: 'finished', retry: 'retried', dead: 'dead' }

type Outcome =
  | { outcome: 'kept' | 'refused' | 'temporary'; details: JsonObject }
  | { outcome: 'renewed'; details: JsonObject; credentials: Record<string, string> }

/**
 * Looks until when Meta takes what a clinic granted, and asks for a grant that lasts longer two weeks before it ends. The
 * token of a page comes anew from that of the person who connected it. Asking twice does no harm: an older token lasts on.
 */
export function renewToken(deps: RenewTokenDeps): JobHandler {
  return async (job) => {
    // `app.open_token_renewals` is what the kind adds to a claimed job.
    const lease = job.opened as TokenLease | null
    if (!lease) return 'lost'
    const credentials = await openCredentials(deps, job, lease)
    const result: Outcome =
      credentials === null
        ? {
            outcome: 'refused',
            details: { code: 'provider_auth_failed', detail: 'The credentials do not open.' },
          }
        : await renewed(deps, lease, credentials)
    const sealed: Sealed | null =
      result.outcome === 'renewed'
        ? await deps.secrets.seal(result.credentials, {
            tenantId: job.tenant_id,
            channelId: lease.channel_id,
          })
        : null
    return (
      ends[await deps.database.completeTokenRenewal(job, result.outcome, result.details, sealed)] ?? 'lost'
    )
  }
}

async function renewed(
  { graph, now }: RenewTokenDeps,
  lease: TokenLease,
  credentials: Record<string, string>,
): Promise<Outcome> {
  const holder = credentials.user_token ?? credentials.access_token ?? ''
  const looked = await graph.debugToken(holder)
  if (looked.kind !== 'answer' || looked.status >= 300) return failed(looked, false)
  const granted = objectAt(looked.body, 'data')
  if (granted.is_valid === false) {
    const detail = textAt(objectAt(granted, 'error'), 'message') ?? 'Meta does not take the token any more.'
    return { outcome: 'refused', details: { code: 'token_refused', detail, is_over: true } }
  }
  const ends = momentOf(numberAt(granted, 'expires_at'))
  if (ends === null || ends.getTime() > now().getTime() + earlyDays * dayMs) {
    return { outcome: 'kept', details: { expires_at: ends?.toISOString() ?? null } }
  }
  const before = { expires_at: ends.toISOString() }
  const answer = await graph.renewToken(holder)
  const token = answer.kind === 'answer' ? textAt(answer.body, 'access_token') : null
  if (token === null) return failed(answer, ends.getTime() <= now().getTime())
  const lasts = answer.kind === 'answer' ? numberAt(answer.body, 'expires_in') : null
  const details = {
    expires_at: lasts === null ? null : new Date(now().getTime() + lasts * 1000).toISOString(),
  }
  if (credentials.user_token === undefined) {
    return { outcome: 'renewed', details, credentials: { ...credentials, access_token: token } }
  }
  const pages = await graph.get('me/accounts', token, pagesOf.query)
  if (pages.kind !== 'answer' || pages.status >= 300) return failed(pages, false)
  const page = pagesOf(pages.body).find(({ id }) => id === lease.channel.parent_id)
  if (page === undefined) {
    const detail = 'The page is no longer among those that were granted.'
    return { outcome: 'refused', details: { ...before, code: 'page_not_granted', detail } }
  }
  return {
    outcome: 'renewed',
    details,
    credentials: { ...credentials, user_token: token, access_token: page.token },
  }
}

/** A refusal with words of Meta stands; everything else is asked again. */
function failed(answer: Exchange, isOver: boolean): Outcome {
  if (answer.kind !== 'answer') return { outcome: 'temporary', details: { detail: answer.detail } }
  const error = graphErrorOf(answer.body)
  const isPassing =
    answer.status === 429 || answer.status >= 500 || error === null || error.isTransient || error.code === 4
  const detail = error?.detail ?? `Meta answered ${answer.status}.`
  return isPassing
    ? { outcome: 'temporary', details: { detail, retry_after: answer.retryAfterSeconds } }
    : {
        outcome: 'refused',
        details: { code: 'token_refused', detail, is_over: isOver || error.code === 190 },
      }
}

/** Seconds since 1970; 0 is never. */
function momentOf(seconds: number | null): Date | null {
  return seconds === null || seconds === 0 ? null : new Date(seconds * 1000)
}
