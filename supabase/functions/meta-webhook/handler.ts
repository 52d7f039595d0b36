import { cleanJson, indexedKey } from '../_shared/platform/clean.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { equalInConstantTime } from '../_shared/platform/hash.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import { readBytes } from '../_shared/platform/read-bytes.ts'
import { redact } from '../_shared/platform/redact.ts'
import type { MessagingService } from '../_shared/messaging/database.ts'
import type { Ingest } from '../_shared/messaging/ingest.ts'
import type { IngestEvent } from '../_shared/messaging/types.ts'
import type { MetaEvent } from '../_shared/providers/meta/events.ts'
import type { MetaApp } from '../_shared/platform/env.ts'
import { parseMetaJson } from '../_shared/providers/meta/json.ts'
import { parseMetaWebhook } from '../_shared/providers/meta/parse.ts'
import { isMetaSignature } from '../_shared/providers/meta/signature.ts'
import { samePhone } from '../_shared/providers/phone.ts'
import type { InboundAction } from '../_shared/providers/provider.ts'

export interface WebhookDeps {
  ingest: Ingest
  service: Pick<MessagingService, 'channelsOfMetaAccount'>
  metaApp: Pick<MetaApp, 'webhookSecrets' | 'verifyToken'>
  log: Log
  now(): Date
}

/** Meta says three megabytes at most; a history of a phone may be a little more. */
const longestBody = 8 * 1024 * 1024
/** So many are handed to the database at a time; it gathers them into transactions. */
const atOnce = 200

/**
 * Webhooks of Meta for WhatsApp, Messenger and Instagram of all clinics.
 *
 * Meta repeats the whole body for days when it is not answered 200, and stops telling every clinic when that goes on: so
 * what belongs to nobody is answered 200, and only a database that is away is a failure. Everything is committed before
 * it is acknowledged.
 */
export function createHandler(deps: WebhookDeps): Handler {
  const options = { name: 'meta-webhook', methods: ['GET', 'POST'], log: deps.log }
  return endpoint(options, async (request, { log }) => {
    if (request.method === 'GET') return handshake(new URL(request.url).searchParams)
    const body = await bytesOf(request)
    if (!isMetaSignature(request.headers.get('x-hub-signature-256'), deps.metaApp.webhookSecrets, body)) {
      throw new ApiError(401, 'webhook_not_authorized', 'The signature is not that of the application.')
    }
    const parsed = parsedBody(body)
    const events = (await Promise.all(parseMetaWebhook(parsed, deps.now()).map(addressed))).flat()
    let strangers = 0
    for (let from = 0; from < events.length; from += atOnce) {
      const results = await Promise.all(events.slice(from, from + atOnce).map(deps.ingest))
      strangers += results.filter(({ outcome }) => outcome === 'unauthorized').length
    }
    if (strangers > 0) log.info('nobody here has this account', { events: strangers })
    return new Response('EVENT_RECEIVED', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })

  /** An unset token matches nothing. The challenge goes back as plain text, never as a page. */
  function handshake(query: URLSearchParams): Response {
    const { verifyToken } = deps.metaApp
    const given = query.get('hub.verify_token') ?? ''
    const isOurs = verifyToken !== '' && equalInConstantTime(given, verifyToken)
    if (query.get('hub.mode') !== 'subscribe' || !isOurs) {
      throw new ApiError(403, 'webhook_not_authorized', 'The verify token is not ours.')
    }
    return new Response(query.get('hub.challenge') ?? '', {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    })
  }

  /** What is about a business account is told to each of its numbers, or to the one that it names. */
  async function addressed(event: MetaEvent): Promise<IngestEvent[]> {
    const { account, provider, event_type, unparsed } = event
    const stored = {
      provider,
      event_type,
      unparsed,
      event_key: indexedKey(event.event_key),
      // Only texts are cleaned; the shape stays what the parser made.
      actions: cleanJson(event.actions) as unknown as InboundAction[],
      raw: redact(event.raw),
    }
    if ('account_id' in account) return [{ ...stored, auth: account }]
    const channels = await deps.service.channelsOfMetaAccount(account.parent_id)
    const named = channels.filter(
      ({ phone }) => account.phone === null || (phone !== null && samePhone(phone, account.phone)),
    )
    return named.map(({ tenant_id, channel_id }) => ({ ...stored, auth: { tenant_id, channel_id } }))
  }
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  const body =
    announced > longestBody ? null : await readBytes(request.body, longestBody).catch(() => undefined)
  if (body === undefined) throw new ApiError(400, 'incomplete_body', 'The body ended before it was complete.')
  if (body === null) throw new ApiError(413, 'body_too_large', 'The body is larger than 8 MB.')
  return body
}

function parsedBody(body: Uint8Array): unknown {
  try {
    return parseMetaJson(new TextDecoder().decode(body))
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body is not valid JSON.')
  }
}
