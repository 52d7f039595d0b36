import { readText } from '../_shared/platform/body.ts'
import { cleanJson, indexedKey } from '../_shared/platform/clean.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import type { Ingest } from '../_shared/messaging/ingest.ts'
import type { JsonObject } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { InboundAction } from '../_shared/providers/provider.ts'
import { parseTwilioInbound, parseTwilioStatus } from '../_shared/providers/twilio/parse.ts'
import { isTwilioSignature } from '../_shared/providers/twilio/signature.ts'
import { twilioWebhook } from '../_shared/providers/twilio/webhook.ts'
import { redact } from '../_shared/platform/redact.ts'
import type { TwilioDirectory, TwilioSigner } from '../_shared/messaging/twilio-directory.ts'
import type { IngestEvent } from '../_shared/messaging/types.ts'

export interface InboundDeps {
  ingest: Ingest
  twilioDirectory: TwilioDirectory
  log: Log
  publicUrl: string
  now(): Date
}

const emptyTwiml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/**
 * Webhooks of Twilio: messages here, status callbacks under `/status`.
 *
 * Twilio repeats only what the fragment of the webhook's address orders (provisioning hands out `#rc=5&rp=all`);
 * without it, it repeats nothing but failed connections. So a message is committed before it is acknowledged.
 */
export function createHandler(deps: InboundDeps): Handler {
  const webhook = twilioWebhook(deps.publicUrl)
  return endpoint(
    { name: 'twilio-whatsapp-inbound', methods: ['POST'], log: deps.log },
    async (request, { log }) => {
      const path = new URL(request.url)
      const isStatus = path.pathname.endsWith('/status')
      const params = new URLSearchParams(await formOf(request))
      const address = `${isStatus ? webhook.status : webhook.inbound}${path.search}`
      const signer = await signerOf(request, params, address, isStatus)
      // Unknown account, wrong or missing signature: 403, and nothing is stored.
      if (signer === null)
        throw new ApiError(403, 'webhook_not_authorized', 'The signature is not one of a connected account.')

      const parsed = isStatus
        ? parseTwilioStatus(params, path.searchParams.get('m'), deps.now())
        : parseTwilioInbound(params, deps.now())
      const event: IngestEvent = {
        provider: 'twilio',
        auth: { tenant_id: signer.tenantId, channel_id: signer.channelId },
        ...parsed,
        event_key: indexedKey(parsed.event_key),
        // Only texts are cleaned; the shape stays what the parser made.
        actions: cleanJson(parsed.actions) as unknown as InboundAction[],
        raw: redact(asObject(params)),
      }
      const result = await deps.ingest(event)
      if (result.outcome === 'unauthorized')
        throw new ApiError(403, 'webhook_not_authorized', 'The channel is gone.')
      log.debug('webhook stored', { outcome: result.outcome, tenant_id: result.tenant_id })
      // The body of a callback's answer is ignored. A text/plain answer to a message would be sent to the patient,
      // so it is an empty TwiML document. While the database is away `ingest` fails with 503.
      return isStatus
        ? new Response(null, { status: 204 })
        : new Response(emptyTwiml, { headers: { 'content-type': 'text/xml; charset=utf-8' } })
    },
  )

  async function signerOf(request: Request, params: URLSearchParams, address: string, isStatus: boolean) {
    const accountSid = params.get('AccountSid') ?? ''
    const signature = request.headers.get('x-twilio-signature') ?? ''
    if (signature === '' || !/^AC[0-9a-zA-Z]{1,64}$/.test(accountSid)) return null
    const signs = (signer: TwilioSigner) => isTwilioSignature(signature, signer.authToken, address, params)
    let matching = (await deps.twilioDirectory.signers(accountSid)).filter(signs)
    if (matching.length === 0) matching = (await deps.twilioDirectory.refreshed(accountSid)).filter(signs)
    const ours = params.get(isStatus ? 'From' : 'To')
    return owner(matching, ours, params.get('MessagingServiceSid'))
  }
}

/**
 * Clinics may share an account: then the sender, or its service, says whose message it is. What comes to an account of one
 * clinic is that clinic's, also when it came to a number that the clinic used before.
 */
function owner(
  signers: readonly TwilioSigner[],
  ours: string | null,
  service: string | null,
): TwilioSigner | null {
  if (signers.length <= 1) return signers[0] ?? null
  const phone = ours?.replace(/^whatsapp:/, '') ?? ''
  const bySender = signers.find((signer) => signer.senderPhone === phone)
  return (
    bySender ?? signers.find((signer) => service !== null && signer.messagingServiceSid === service) ?? null
  )
}

async function formOf(request: Request): Promise<string> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new ApiError(415, 'unsupported_media_type', 'Twilio posts forms to this address.')
  }
  return await readText(request)
}

/** Form data as JSON; a repeated name keeps all its values. */
function asObject(params: URLSearchParams): JsonObject {
  const names = [...new Set(params.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = params.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}
