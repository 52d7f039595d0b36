import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { HistoryLease } from '../../messaging/types.ts'
import { addressOfJid, isGroup } from './address.ts'
import type { EvolutionClient, EvolutionTarget } from './client.ts'
import { statusOf } from './status.ts'
import { parseUpsert } from './upsert.ts'
import type { HistoryChat, HistoryFailure, HistoryListResult, HistoryPageResult } from '../provider.ts'

/** Each chat of a list comes with its last message: a month of a busy phone in one answer would be too large. */
const windowMs = 7 * 24 * 60 * 60_000
/** More people than a clinic writes with in a month; the latest ones are kept. */
const mostChats = 5_000
const pageSize = 100

/**
 * The chats of a phone that have a message in the time that is read, the latest first. Versions that know no range answer
 * with all of them each time, and those that page by `take` and `skip` cut their pages twice, so neither is asked for.
 */
export async function listEvolutionChats(
  client: EvolutionClient,
  target: EvolutionTarget,
  lease: HistoryLease,
): Promise<HistoryListResult> {
  const chats = new Map<string, HistoryChat>()
  const since = Date.parse(lease.since)
  for (let end = Date.parse(lease.until); end > since; end -= windowMs) {
    const answer = await client.findChats(target, {
      where: { messageTimestamp: rangeOf(Math.max(since, end - windowMs), end) },
    })
    const failure = failureOf(answer)
    if (failure) return failure
    for (const chat of chatsIn(answer)) {
      if (chats.has(chat.address) || (isGroup(chat.address) && !lease.takes_groups)) continue
      chats.set(chat.address, chat)
    }
  }
  return { outcome: 'listed', chats: [...chats.values()].slice(0, mostChats) }
}

/** One page of a chat, newest first, translated as if its webhooks came now. */
export async function readEvolutionChat(
  client: EvolutionClient,
  target: EvolutionTarget,
  lease: HistoryLease,
  chat: string,
  page: number,
): Promise<HistoryPageResult> {
  const since = Date.parse(lease.since)
  const answer = await client.findMessages(target, {
    where: { key: { remoteJid: chat }, messageTimestamp: rangeOf(since, Date.parse(lease.until)) },
    page,
    offset: pageSize,
  })
  const failure = failureOf(answer)
  if (failure) return failure
  const body = answer.kind === 'answer' ? answer.body : null
  const records = recordsOf(body)
  // Old versions know no range: what is older ends the chat.
  const inTime = records.filter((record) => (numberAt(record, 'messageTimestamp') ?? 0) * 1000 >= since)
  const own = lease.own_phone === null ? null : `${lease.own_phone.slice(1)}@s.whatsapp.net`
  const now = new Date(lease.until)
  const read = parseUpsert(false)
  const actions = inTime.flatMap(
    (record) => read(withStatus(record), own === null ? {} : { sender: own }, now).actions,
  )
  const isLast =
    inTime.length < records.length ||
    records.length < pageSize ||
    page >= pagesOf(body, Number.MAX_SAFE_INTEGER)
  return { outcome: 'read', actions, nextPage: isLast ? null : page + 1 }
}

const rangeOf = (from: number, to: number): JsonObject => ({
  gte: new Date(from).toISOString(),
  lte: new Date(to).toISOString(),
})

/** v2 answers pages under `messages.records`, older versions a bare array. */
export function recordsOf(body: unknown): JsonObject[] {
  const list: Json[] = Array.isArray(body) ? body : listAt(objectAt(body, 'messages'), 'records')
  return list.filter(isObject)
}

/** How many pages the gateway has; `unknown` where it does not say. */
export function pagesOf(body: unknown, unknown = 1): number {
  return numberAt(objectAt(body, 'messages'), 'pages') ?? unknown
}

function chatsIn(answer: Exchange): HistoryChat[] {
  const list = answer.kind === 'answer' && Array.isArray(answer.body) ? answer.body : []
  return list.filter(isObject).flatMap((chat) => {
    const jid = textAt(chat, 'remoteJid') ?? textAt(chat, 'id')
    if (jid === null || (!isGroup(jid) && addressOfJid(jid) === null)) return []
    const name = (textAt(chat, 'name') ?? textAt(chat, 'pushName'))?.trim() ?? ''
    // Without a name the gateway repeats the number, or says whose phone wrote last.
    const isName = name !== '' && !/^[+\d\s()-]+$/.test(name) && !/^(você|voce|you)$/i.test(name)
    return [{ address: jid, name: isName ? name.slice(0, 200) : null }]
  })
}

/** How far each message got is kept in rows beside it; in the row itself it is the first word, if any. */
function withStatus(record: JsonObject): JsonObject {
  const ladder = ['ERROR', 'PENDING', 'SERVER_ACK', 'DELIVERY_ACK', 'READ', 'PLAYED']
  const updates = listAt(record, 'MessageUpdate').filter(isObject)
  const best = [record.status, ...updates.map((update) => update.status)]
    .filter((status) => typeof status === 'string')
    .sort((left, right) => ladder.indexOf(right) - ladder.indexOf(left))[0]
  return best !== undefined && statusOf(best) !== null ? { ...record, status: best } : record
}

/** Why an answer is none; null when it is one. */
export function failureOf(answer: Exchange): HistoryFailure | null {
  if (answer.kind !== 'answer')
    return {
      outcome: 'temporary',
      code: 'provider_unavailable',
      detail: answer.detail,
      retryAfterSeconds: null,
    }
  const { status } = answer
  if (status >= 200 && status < 300) return null
  const detail = `The gateway answered ${status}.`
  if (status === 401 || status === 403) return { outcome: 'permanent', code: 'provider_auth_failed', detail }
  if (status === 404) return { outcome: 'permanent', code: 'channel_disconnected', detail }
  return {
    outcome: 'temporary',
    code: 'provider_unavailable',
    detail,
    retryAfterSeconds: answer.retryAfterSeconds,
  }
}
