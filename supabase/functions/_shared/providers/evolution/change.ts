import type { ChangeLease } from '../../messaging/types.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { ChangeResult } from '../provider.ts'
import { evolutionErrors, type EvolutionClient, type EvolutionTarget } from './client.ts'

/** Asks for a reaction, other words or a deletion. The same again changes nothing on the phones. */
export function postChange(
  client: EvolutionClient,
  target: EvolutionTarget,
  lease: ChangeLease,
  remoteJid: string,
): Promise<Exchange> {
  const participant: JsonObject = lease.author === null ? {} : { participant: lease.author }
  const key = { remoteJid, fromMe: lease.from_me, id: lease.provider_message_id, ...participant }
  if (lease.change === 'react') return client.sendReaction(target, { key, reaction: lease.value })
  if (lease.change === 'edit') {
    return client.updateMessage(target, { number: remoteJid, key, text: lease.value })
  }
  return client.deleteForEveryone(target, { ...key })
}

/** A change that was perhaps made is asked for again. */
export function readChange(answer: Exchange): ChangeResult {
  if (answer.kind !== 'answer') return temporary('provider_unavailable', answer.detail)
  const { status, body } = answer
  if (status >= 200 && status < 300) return { outcome: 'done' }
  const detail = `The gateway answered ${status}.`
  if (status === 401 || status === 403) return { outcome: 'permanent', code: 'provider_auth_failed', detail }
  if (status === 404) return { outcome: 'permanent', code: 'channel_disconnected', detail }
  const said = evolutionErrors(body)
  if (said.some((error) => typeof error === 'string' && /connection closed|not connected/i.test(error))) {
    return temporary('channel_disconnected', 'The phone is not connected to WhatsApp.')
  }
  if (status === 429 || status >= 500)
    return temporary('provider_unavailable', detail, answer.retryAfterSeconds)
  return { outcome: 'permanent', code: 'rejected_by_provider', detail }
}

function temporary(
  code: 'provider_unavailable' | 'channel_disconnected',
  detail: string,
  retryAfterSeconds: number | null = null,
): ChangeResult {
  return { outcome: 'temporary', code, detail, retryAfterSeconds }
}
