import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import { lidOf, phoneOf } from './address.ts'
import { evolutionErrors, type EvolutionClient, type EvolutionTarget } from './client.ts'
import { postChange, readChange } from './change.ts'
import { fetchEvolutionMedia } from './fetch-media.ts'
import { isSameContent } from './found.ts'
import { failureOf, listEvolutionChats, pagesOf, readEvolutionChat, recordsOf } from './history.ts'
import { post } from './outgoing.ts'
import { samePhone } from '../phone.ts'
import type { FindResult, MessagingProvider, SendResult } from '../provider.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { ChannelCredentials, SendLease } from '../../messaging/types.ts'

/** Clocks of the gateway and ours may differ by this much. */
const clockSlackMs = 60_000

/** The app tells anew every ten seconds while somebody writes. */
const shownForMs = 10_000

/** Messages of one page of a search, and the pages that are read before the search is given up. */
const pageSize = 200
const mostPages = 10

/** Sends through an Evolution server. It has no idempotency key, so an attempt without an answer is looked for. */
export function createEvolutionProvider(client: EvolutionClient): MessagingProvider {
  return {
    name: 'evolution',
    async send(lease, credentials) {
      const number = recipient(lease)
      if (number === null)
        return permanent('invalid_number', 'The conversation has no address that Evolution can reach.')
      return readSend(await post(client, targetOf(lease, credentials), lease, number))
    },
    async findSent(lease, credentials) {
      const since = Date.parse(lease.first_attempt_at ?? '') || Date.now() - 10 * 60_000
      const where = {
        key: { fromMe: true },
        messageTimestamp: {
          gte: new Date(since - clockSlackMs).toISOString(),
          lte: new Date(Date.now() + clockSlackMs).toISOString(),
        },
      }
      const records: JsonObject[] = []
      // Every page: the message may be an old one among all that the clinic has sent since.
      for (let page = 1; page <= mostPages; page += 1) {
        const answer = await client.findMessages(targetOf(lease, credentials), {
          where,
          page,
          offset: pageSize,
        })
        if (answer.kind !== 'answer') return { clear: false, detail: answer.detail }
        if (answer.status < 200 || answer.status >= 300) {
          return { clear: false, detail: `The gateway answered ${answer.status}.` }
        }
        records.push(...recordsOf(answer.body))
        if (page >= pagesOf(answer.body)) return readFound(records, lease, since - clockSlackMs)
      }
      return {
        clear: false,
        detail: 'The gateway has more messages of that time than can be looked through.',
      }
    },
    fetchMedia: (lease, credentials) => fetchEvolutionMedia(client, targetOf(lease, credentials), lease),
    history: {
      list: (lease, credentials) => listEvolutionChats(client, targetOf(lease, credentials), lease),
      read: (lease, credentials, chat, page) =>
        readEvolutionChat(client, targetOf(lease, credentials), lease, chat, page),
    },
    async findPicture(lease, credentials) {
      const number = recipient(lease)
      if (number === null) return { outcome: 'found', url: null }
      const answer = await client.fetchProfilePictureUrl(targetOf(lease, credentials), { number })
      return failureOf(answer) ?? { outcome: 'found', url: pictureUrlOf(answer) }
    },
    async change(lease, credentials) {
      const number = recipient(lease)
      if (number === null)
        return { outcome: 'permanent', code: 'invalid_number', detail: 'The conversation has no address.' }
      return readChange(await postChange(client, targetOf(lease, credentials), lease, number))
    },
    async showTyping(target, credentials, state) {
      const number = recipient(target)
      if (number === null) return
      // The gateway takes it back by itself when the delay is over.
      await client.sendPresence(targetOf(target, credentials), { number, presence: state, delay: shownForMs })
    },
  }
}

function targetOf(
  { channel }: { channel: ChannelCredentials | null },
  credentials: Record<string, string>,
): EvolutionTarget {
  return {
    serverUrl: channel?.server_url ?? '',
    instance: channel?.external_id ?? '',
    apiKey: credentials.api_key ?? '',
  }
}

function pictureUrlOf(answer: Exchange): string | null {
  const url = answer.kind === 'answer' ? textAt(answer.body, 'profilePictureUrl') : null
  return url !== null && /^https?:\/\//.test(url) ? url : null
}

/** The exact JID when the conversation has one, else the digits of the phone. */
function recipient(lease: Pick<SendLease, 'to'>): string | null {
  const raw = lease.to.raw ?? ''
  if (/^[^@\s]+@(s\.whatsapp\.net|lid|g\.us)$/.test(raw)) return raw
  const digits = (lease.to.phone ?? '').replace(/\D/g, '')
  return digits === '' ? null : digits
}

function readSend(answer: Exchange): SendResult {
  if (answer.kind === 'not_sent') return temporary('provider_unavailable', answer.detail)
  if (answer.kind === 'no_answer') return { outcome: 'unknown', detail: answer.detail }
  const { status, body } = answer
  if (status >= 200 && status < 300) {
    const id = textAt(objectAt(body, 'key'), 'id')
    return id === null
      ? { outcome: 'unknown', detail: 'The gateway accepted the message without naming it.' }
      : { outcome: 'sent', providerMessageId: id }
  }
  // A proxy gave up waiting: the gateway behind it may still have sent.
  if (status === 502 || status === 504)
    return { outcome: 'unknown', detail: `The gateway answered ${status}.` }
  if (status === 401 || status === 403)
    return permanent('provider_auth_failed', `The gateway answered ${status}.`)
  if (status === 404)
    return permanent('channel_disconnected', 'The instance does not exist on the gateway any more.')
  const errors = evolutionErrors(body)
  if (errors.some((error) => isObject(error) && error.exists === false)) {
    return permanent('number_not_on_whatsapp', 'WhatsApp does not know this number.')
  }
  if (errors.some((error) => typeof error === 'string' && /connection closed|not connected/i.test(error))) {
    return temporary('channel_disconnected', 'The phone is not connected to WhatsApp.')
  }
  if (status === 429 || status >= 500) {
    return temporary('provider_unavailable', `The gateway answered ${status}.`, answer.retryAfterSeconds)
  }
  return permanent('rejected_by_provider', `The gateway answered ${status}.`)
}

function readFound(records: readonly JsonObject[], lease: SendLease, since: number): FindResult {
  const same = records.filter((record) => isSame(record, lease, since))
  const ids = same
    .filter((record) => isSameRecipient(record, lease) === true)
    .sort(
      (left, right) => (numberAt(left, 'messageTimestamp') ?? 0) - (numberAt(right, 'messageTimestamp') ?? 0),
    )
    .flatMap((record) => textAt(objectAt(record, 'key'), 'id') ?? [])
  if (ids.length === 0 && same.some((record) => isSameRecipient(record, lease) === null)) {
    return { clear: false, detail: 'The gateway has the text for a person it does not name by phone.' }
  }
  return { clear: true, ids }
}

function isSame(record: JsonObject, lease: SendLease, since: number): boolean {
  const seconds = numberAt(record, 'messageTimestamp')
  if (objectAt(record, 'key').fromMe !== true || (seconds !== null && seconds * 1000 < since)) return false
  return isSameContent(objectAt(record, 'message'), lease)
}

/** Null when the record names its recipient in a way that cannot be compared with ours. */
function isSameRecipient(record: JsonObject, lease: SendLease): boolean | null {
  const key = objectAt(record, 'key')
  const jids = [textAt(key, 'remoteJid'), textAt(key, 'remoteJidAlt')]
  if (lease.to.raw !== null && jids.includes(lease.to.raw)) return true
  const phones = jids.map(phoneOf).filter((phone) => phone !== null)
  const ours = lease.to.phone ?? phoneOf(lease.to.raw)
  if (phones.length > 0 && ours !== null) return phones.some((phone) => samePhone(phone, ours))
  const comparable = jids.some((jid) => lidOf(jid) !== null) && lidOf(lease.to.raw) !== null
  return comparable || jids.some((jid) => jid?.endsWith('@g.us')) ? false : null
}

function permanent(code: Extract<SendResult, { outcome: 'permanent' }>['code'], detail: string): SendResult {
  return { outcome: 'permanent', code, detail }
}

function temporary(
  code: Extract<SendResult, { outcome: 'temporary' }>['code'],
  detail: string,
  retryAfterSeconds: number | null = null,
): SendResult {
  return { outcome: 'temporary', code, detail, retryAfterSeconds }
}
