import { parseJson, readWebhook } from '../_shared/platform/body.ts'
import { cleanJson, cleanText, indexedKey } from '../_shared/platform/clean.ts'
import { ApiError, DatabaseUnavailable } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Ingest } from '../_shared/messaging/ingest.ts'
import { isObject, textAt, type JsonObject } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import { parseEvolution } from '../_shared/providers/evolution/parse.ts'
import { isPresence, parsePresence } from '../_shared/providers/evolution/presence.ts'
import type { InboundAction } from '../_shared/providers/provider.ts'
import { redact } from '../_shared/platform/redact.ts'
import type { MessagingService } from '../_shared/messaging/database.ts'
import type { RelayTyping } from '../_shared/messaging/typing.ts'
import type { IngestEvent } from '../_shared/messaging/types.ts'

export interface InboundDeps {
  ingest: Ingest
  service: Pick<MessagingService, 'isAuthenticEvent'>
  relayTyping: RelayTyping
  log: Log
  now(): Date
}

/**
 * Webhooks of Evolution servers. The path may carry the event (`/messages-upsert`, option byEvents); the body
 * names it too, so the path is not read.
 *
 * Evolution repeats everything but 2xx and 400, 401, 403, 404, 422: up to ten times within a quarter of an hour.
 */
export function createHandler(deps: InboundDeps): Handler {
  return endpoint(
    { name: 'evolution-whatsapp-inbound', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      // Too large (413) is repeated, in vain, and shows in the gateway's log; no JSON (400) is not repeated.
      const text = await readWebhook(request)
      const body = parseJson(text)
      const auth = credentialsOf(request, body)
      // Without a key there is nothing to verify: 401 is not repeated, and nothing is stored.
      if (!isObject(body) || auth === null) throw refused()
      // The batch of a stranger's large body would cost the database seconds before it is refused.
      if (text.length > largeBody && !(await deps.service.isAuthenticEvent('evolution', auth)))
        throw refused()
      // Who writes is told to the screens that are open, and stored nowhere.
      if (isPresence(body)) return await relay(deps, body, auth)
      const result = await deps.ingest(eventOf(body, auth, deps.now()))
      // Wrong key and unknown instance look the same: 401 is not repeated, and nothing was stored.
      if (result.outcome === 'unauthorized') throw refused()
      log.debug('webhook stored', { outcome: result.outcome, tenant_id: result.tenant_id })
      if (result.outcome === 'error') log.warn('webhook stored as unparsed', { tenant_id: result.tenant_id })
      // Stored, also when nothing could be made of it or it was here before: 2xx ends the repetition. While the
      // database is away `ingest` fails with 503, which is repeated.
      return json({ outcome: result.outcome })
    },
  )
}

/** What cannot be told is lost: by the time of a repetition nobody writes any more. */
async function relay(deps: InboundDeps, body: JsonObject, auth: EvolutionAuth): Promise<Response> {
  const news = parsePresence(body)
  const asking = news
    ? deps.relayTyping('evolution', auth, news)
    : deps.service.isAuthenticEvent('evolution', auth)
  const isOurs = await asking.catch((error: unknown) => {
    if (error instanceof DatabaseUnavailable) return true
    throw error
  })
  if (!isOurs) throw refused()
  return json({ outcome: 'ignored' })
}

const largeBody = 100_000

type EvolutionAuth = Extract<IngestEvent['auth'], { external_id: string }>

/** The instance's apikey in the body, or the secret that our provisioning gave to the webhook as a header. */
function credentialsOf(request: Request, body: unknown): EvolutionAuth | null {
  const instance = textAt(body, 'instance')
  const apiKey = textAt(body, 'apikey')
  const secret = request.headers.get('x-zelo-webhook-secret')
  if (instance === null || (apiKey === null && !secret)) return null
  return {
    external_id: cleanText(instance.slice(0, 200)),
    api_key_sha256: apiKey === null || apiKey === 'Apikey not found' ? null : sha256Hex(apiKey),
    secret_sha256: secret ? sha256Hex(secret) : null,
  }
}

function eventOf(body: JsonObject, auth: EvolutionAuth, now: Date): IngestEvent {
  const parsed = parseEvolution(body, now)
  return {
    provider: 'evolution',
    auth,
    ...parsed,
    event_key: indexedKey(parsed.event_key),
    event_type: cleanText(parsed.event_type),
    // Only texts are cleaned; the shape stays what the parser made.
    actions: cleanJson(parsed.actions) as unknown as InboundAction[],
    raw: redact(body),
  }
}

function refused(): ApiError {
  return new ApiError(401, 'webhook_not_authorized', 'This webhook is not from a connected instance.')
}
