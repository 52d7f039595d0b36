import type { MediaLease } from '../../messaging/types.ts'
import { isObject, textAt, type JsonObject } from '../../platform/json.ts'
import { failureOf } from '../../platform/provider-http.ts'
import { readFileAnswer } from '../../media/base64-answer.ts'
import type { MediaResult } from '../provider.ts'
import { messageOf } from './media-source.ts'
import { evolutionErrors, type EvolutionClient, type EvolutionTarget } from './client.ts'

/**
 * The file of a message, by its id: the gateway has the key that opens it at WhatsApp. One that keeps no messages, or
 * lost this one, is told where the file is.
 */
export async function fetchEvolutionMedia(
  client: EvolutionClient,
  target: EvolutionTarget,
  lease: MediaLease,
): Promise<MediaResult> {
  const key: JsonObject = { id: lease.provider_message_id, fromMe: lease.from_me }
  if (lease.address !== null) key.remoteJid = lease.address
  const byId = await ask(client, target, { key }, lease.max_bytes)
  const message = messageOf(lease.media)
  if (byId.outcome !== 'gone' || message === null) return byId
  const told = await ask(client, target, { key, message }, lease.max_bytes)
  return told.outcome === 'fetched' || told.outcome === 'too_large' ? told : byId
}

async function ask(
  client: EvolutionClient,
  target: EvolutionTarget,
  message: JsonObject,
  maxBytes: number,
): Promise<MediaResult> {
  try {
    const response = await client.getMedia(target, { message, convertToMp4: false })
    const answer = await readFileAnswer(response.body, maxBytes)
    if (answer === null) return { outcome: 'too_large' }
    const body = parse(answer.rest)
    if (response.ok) {
      if (answer.bytes === null) return { outcome: 'gone', detail: 'The gateway answered without a file.' }
      return {
        outcome: 'fetched',
        bytes: answer.bytes,
        type: textAt(body, 'mimetype'),
        name: null,
      }
    }
    return refusal(response.status, body)
  } catch (error) {
    return temporary(failureOf(error).detail)
  }
}

function refusal(status: number, body: unknown): MediaResult {
  const detail = `The gateway answered ${status}.`
  if (status === 401 || status === 403) return { outcome: 'permanent', code: 'provider_auth_failed', detail }
  if (status === 404) return { outcome: 'permanent', code: 'channel_disconnected', detail }
  if (status !== 400) return temporary(detail)
  const said = evolutionErrors(body).filter((error) => typeof error === 'string')
  if (said.some((error) => /connection closed|not connected/i.test(error))) {
    return {
      outcome: 'temporary',
      code: 'channel_disconnected',
      detail: 'The phone is not connected to WhatsApp.',
      retryAfterSeconds: 60,
    }
  }
  // "Message not found", or WhatsApp does not have the file any more: the texts differ by version.
  return { outcome: 'gone', detail: said.join('; ').slice(0, 300) || detail }
}

function temporary(detail: string): MediaResult {
  return { outcome: 'temporary', code: 'provider_unavailable', detail, retryAfterSeconds: null }
}

function parse(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text)
    return isObject(body) ? body : {}
  } catch {
    return {}
  }
}
