import { ApiError } from '../_shared/platform/errors.ts'
import { isObject, objectAt, textAt, type JsonObject } from '../_shared/platform/json.ts'
import { phoneOf } from '../_shared/providers/evolution/address.ts'
import {
  evolutionErrors,
  type EvolutionClient,
  type EvolutionTarget,
} from '../_shared/providers/evolution/client.ts'
import { imageOf } from '../_shared/providers/evolution/connection.ts'
import type { Exchange } from '../_shared/platform/provider-http.ts'

/** How far an instance is on its way to a connected phone. */
export interface InstanceState {
  state: 'open' | 'connecting' | 'close'
  qrCode: string | null
  pairingCode: string | null
  phone: string | null
}

/** Everything that the inbox shows; a server that does not know one of the names refuses the whole list. */
const coreEvents = [
  'MESSAGES_UPSERT',
  'MESSAGES_UPDATE',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'CONNECTION_UPDATE',
  'QRCODE_UPDATED',
]
const furtherEvents = [
  'MESSAGES_EDITED',
  'SEND_MESSAGE_UPDATE',
  'CONTACTS_UPSERT',
  'CONTACTS_UPDATE',
  'PRESENCE_UPDATE',
  'CHATS_UPSERT',
  'CALL',
  'LOGOUT_INSTANCE',
  'REMOVE_INSTANCE',
]

/** An instance as its server knows it: an address has many spellings, an id has one. */
export interface Adopted {
  /** The key to use from now on: the instance's own. */
  apiKey: string
  instanceId: string | null
  ownerPhone: string | null
}

/** Takes over the named instance, or creates it. */
export async function adoptOrCreate(client: EvolutionClient, target: EvolutionTarget): Promise<Adopted> {
  const existing = answerOf(await client.connectionState(target), [404])
  if (existing.status === 200) {
    const row = await ownRow(client, target)
    return {
      apiKey: textAt(row, 'token') ?? target.apiKey,
      instanceId: textAt(row, 'id') ?? textAt(row, 'instanceId'),
      ownerPhone: phoneOf(textAt(row, 'ownerJid')),
    }
  }
  const created = await client.create(target)
  // 403 is "name in use": somebody created it since we looked, with a key that is not ours.
  const answer = answerOf(created, [403])
  if (answer.status === 403)
    throw new ApiError(409, 'instance_name_taken', 'This name is in use. Choose another one.')
  const hash = isObject(answer.body) ? answer.body.hash : null
  return {
    apiKey: (typeof hash === 'string' ? hash : textAt(hash, 'apikey')) ?? target.apiKey,
    instanceId: textAt(objectAt(answer.body, 'instance'), 'instanceId'),
    ownerPhone: null,
  }
}

/** Points the instance's webhook at us, with a secret header of our own: the gateway signs nothing. */
export async function setWebhook(
  client: EvolutionClient,
  target: EvolutionTarget,
  url: string,
  secret: string,
): Promise<void> {
  const webhook = (events: string[]): JsonObject => ({
    enabled: true,
    url,
    headers: { 'x-zelo-webhook-secret': secret },
    byEvents: false,
    base64: false,
    events,
  })
  const all = answerOf(await client.setWebhook(target, webhook([...coreEvents, ...furtherEvents])), [400])
  if (all.status === 400) answerOf(await client.setWebhook(target, webhook(coreEvents)))
}

/** The state of the instance; while it is not connected, asks for a QR code. */
export async function readState(client: EvolutionClient, target: EvolutionTarget): Promise<InstanceState> {
  const { body } = answerOf(await client.connect(target))
  const state = textAt(objectAt(body, 'instance'), 'state')
  if (state === 'open')
    return { state, qrCode: null, pairingCode: null, phone: await ownPhone(client, target) }
  const qrCode = imageOf(isObject(body) ? body : {}) ?? imageOf(objectAt(body, 'qrcode'))
  const pairingCode = textAt(body, 'pairingCode') ?? textAt(objectAt(body, 'qrcode'), 'pairingCode')
  // Failures of this route come as 200 with `error: true`.
  const failed = isObject(body) && body.error === true
  return { state: failed ? 'close' : 'connecting', qrCode, pairingCode, phone: null }
}

/** Starts the connection anew. */
export async function restart(client: EvolutionClient, target: EvolutionTarget): Promise<void> {
  answerOf(await client.restart(target))
}

/** Ends the session on the phone; an instance that has none counts as logged out. */
export async function logout(client: EvolutionClient, target: EvolutionTarget): Promise<void> {
  const answer = await client.logout(target)
  const errors = answer.kind === 'answer' && answer.status === 400 ? evolutionErrors(answer.body) : []
  if (errors.some((error) => typeof error === 'string' && /not connected/i.test(error))) return
  answerOf(answer)
}

async function ownPhone(client: EvolutionClient, target: EvolutionTarget): Promise<string | null> {
  return phoneOf(textAt(await ownRow(client, target), 'ownerJid'))
}

/** The instance's row: v2 answers flat rows, v1 nests them under `instance`. */
async function ownRow(client: EvolutionClient, target: EvolutionTarget): Promise<JsonObject> {
  const answer = await client.fetchInstance(target)
  if (answer.kind !== 'answer' || answer.status !== 200) return {}
  const rows = (Array.isArray(answer.body) ? answer.body : [answer.body]).filter(isObject)
  const flat = rows.map((row) => (isObject(row.instance) ? row.instance : row))
  return flat.find((row) => (textAt(row, 'name') ?? textAt(row, 'instanceName')) === target.instance) ?? {}
}

type Answer = Extract<Exchange, { kind: 'answer' }>

/** The answer when it is 2xx or expected; otherwise the refusal that the person reads. */
function answerOf(exchange: Exchange, expected: readonly number[] = []): Answer {
  if (exchange.kind !== 'answer') {
    throw new ApiError(502, 'server_unreachable', 'The Evolution server does not answer. Check its address.')
  }
  const { status } = exchange
  if ((status >= 200 && status < 300) || expected.includes(status)) return exchange
  if (status === 401 || status === 403) {
    throw new ApiError(
      422,
      'invalid_credentials',
      'The Evolution server refused the key. Check it and try again.',
    )
  }
  if (status === 404) {
    throw new ApiError(
      409,
      'instance_not_found',
      'The instance is not on the server any more. Connect it again.',
    )
  }
  throw new ApiError(502, 'provider_error', `The Evolution server answered ${status}. Try again in a moment.`)
}
