import type { InfiniteData } from '@tanstack/vue-query'
import { compareInstants } from '@/lib/instants'
import { insertSorted, isComplete, removeRow, replaceRow, rowsOf } from '@/lib/live/pages'
import { isLongestFirst, matchesList } from '../rules'
import { isPending, laterStatus } from '../shared/status'
import type { ConversationMessage, ConversationThread, Cursor, ListParams } from '../types'

/** Pure changes of cached pages. Applying a change twice, or late, leaves the same result. */

export type ThreadPages = InfiniteData<ConversationThread[], Cursor | null>
export type MessagePages = InfiniteData<ConversationMessage[], Cursor | null>

/** Who looks at the list, and which conversation is open (it stays in place although it stopped matching). */
export interface ListViewer {
  userId: string
  openThreadId: string | null
}

/** Newest first, as `list_conversations` sorts. */
function compareThreads(a: ConversationThread, b: ConversationThread): number {
  return compareInstants(b.last_message_at, a.last_message_at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** Who waits longest first, as `list_conversations` sorts those who wait. */
function compareWaits(a: ConversationThread, b: ConversationThread): number {
  const order = compareInstants(a.waiting_since ?? a.last_message_at, b.waiting_since ?? b.last_message_at)
  return order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Newest first, as `list_messages` sorts. */
export function compareMessages(a: ConversationMessage, b: ConversationMessage): number {
  return compareInstants(b.occurred_at, a.occurred_at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** The newer of two snapshots of one conversation. */
export function newerThread(current: ConversationThread, incoming: ConversationThread): ConversationThread {
  return compareInstants(incoming.updated_at, current.updated_at) >= 0 ? incoming : current
}

function editedAt(message: ConversationMessage): number {
  return message.edited_at === null ? 0 : Date.parse(message.edited_at)
}

/** Two reports about one message: the later edit wins, the status never goes back, a full text stays full. */
export function mergeMessage(
  current: ConversationMessage,
  incoming: ConversationMessage,
): ConversationMessage {
  // an attempt that failed for the moment goes back to the queue
  const status =
    isPending(current.status) && isPending(incoming.status)
      ? incoming.status
      : laterStatus(current.status, incoming.status)
  const stale = editedAt(incoming) < editedAt(current)
  const cut = incoming.truncated === true && editedAt(incoming) === editedAt(current) && !current.truncated
  const keepText = stale || (cut && current.body !== null && incoming.deleted_at === null)
  const { truncated, ...rest } = incoming
  return {
    ...rest,
    ...(truncated && !keepText ? { truncated } : {}),
    ...(keepText ? { body: current.body, edited_at: current.edited_at } : {}),
    status,
    error_code: status === 'failed' ? (incoming.error_code ?? current.error_code) : null,
    error_detail: status === 'failed' ? (incoming.error_detail ?? current.error_detail) : null,
    delivered_at: incoming.delivered_at ?? current.delivered_at,
    read_at: incoming.read_at ?? current.read_at,
    deleted_at: incoming.deleted_at ?? current.deleted_at,
  }
}

/** Puts a changed conversation where it belongs in a list, or takes it out when it no longer matches. */
export function applyThread(
  data: ThreadPages,
  incoming: ConversationThread,
  params: ListParams,
  viewer: ListViewer,
  pageSize: number,
): ThreadPages {
  const current = data.pages.flat().find((thread) => thread.id === incoming.id)
  const thread = current ? newerThread(current, incoming) : incoming
  if (thread === current) return data
  // on the board it would stand in two columns
  const stays = current !== undefined && params.column === undefined && thread.id === viewer.openThreadId
  const belongs = stays || matchesList(thread, params, viewer.userId)
  if (!belongs) return current ? removeThread(data, incoming.id) : data
  const isByWait = isLongestFirst(params)
  const moves = isByWait
    ? thread.waiting_since !== null && current?.waiting_since !== thread.waiting_since
    : current?.last_message_at !== thread.last_message_at
  if (current && !moves) {
    return replaceRow(data, current, thread)
  }
  const complete = isComplete(data.pages, pageSize)
  const without = removeThread(data, incoming.id)
  const pages = insertSorted(without.pages, thread, isByWait ? compareWaits : compareThreads, complete)
  return pages === null ? without : { ...data, pages }
}

/** A list without a conversation (merged into another, or no longer matching). */
export function removeThread(data: ThreadPages, id: string): ThreadPages {
  return removeRow(data, id)
}

/** A conversation without a message that was given up. */
export function removeMessage(data: MessagePages, id: string): MessagePages {
  return removeRow(data, id)
}

function isSameMessage(a: ConversationMessage, b: ConversationMessage): boolean {
  return a.id === b.id || (a.client_id !== null && a.client_id === b.client_id)
}

/** Puts a new or changed message where it belongs in its conversation. */
export function applyMessage(
  data: MessagePages,
  incoming: ConversationMessage,
  pageSize: number,
): MessagePages {
  const complete = isComplete(data.pages, pageSize)
  const current = data.pages.flat().find((message) => isSameMessage(message, incoming))
  if (!current) {
    const pages = insertSorted(data.pages, incoming, compareMessages, complete)
    return pages === null ? data : { ...data, pages }
  }
  const merged = mergeMessage(current, incoming)
  if (compareInstants(current.occurred_at, merged.occurred_at) === 0) {
    return replaceRow(data, current, merged)
  }
  const without = data.pages.map((page) => page.filter((row) => row !== current))
  return { ...data, pages: insertSorted(without, merged, compareMessages, true) ?? data.pages }
}

/** The answer to an attempt that a person asked for: it also replaces the failure of the attempt before. */
export function applyAnswer(data: MessagePages, answer: ConversationMessage, pageSize: number): MessagePages {
  const isOldFailure = (row: ConversationMessage) => row.status === 'failed' && isSameMessage(row, answer)
  const pages = data.pages.map((page) => page.map((row) => (isOldFailure(row) ? answer : row)))
  return applyMessage({ ...data, pages }, answer, pageSize)
}

/**
 * Every message of a conversation that is loaded, in the order of reading: by second, because WhatsApp tells no more
 * of what people write, and within one second as they reached the clinic.
 */
export function messagesOf(data: Pick<MessagePages, 'pages'> | undefined): ConversationMessage[] {
  const keyed = (data?.pages.flat() ?? []).map((message) => ({
    message,
    second: Math.floor(Date.parse(message.occurred_at) / 1_000),
  }))
  keyed.sort((a, b) => a.second - b.second || compareArrival(a.message, b.message))
  return keyed.map(({ message }) => message)
}

/**
 * The person's message that arrived last, by id, which tells the order of arrival: our own are not proof that what came
 * before them is shown. Without any of the person's the last of all; null when nothing is loaded.
 */
export function newestArrival(messages: readonly ConversationMessage[]): string | null {
  const inbound = messages.filter(({ direction }) => direction === 'inbound')
  const ids = (inbound.length > 0 ? inbound : messages).map(({ id }) => id)
  return ids.reduce<string | null>((newest, id) => (newest === null || id > newest ? id : newest), null)
}

function compareArrival(a: ConversationMessage, b: ConversationMessage): number {
  return compareInstants(a.created_at, b.created_at) || -compareMessages(a, b)
}

/** Every conversation of a list that is loaded, without repetitions that paging over moving rows may bring. */
export function threadsOf(data: Pick<ThreadPages, 'pages'> | undefined): ConversationThread[] {
  return rowsOf(data)
}
