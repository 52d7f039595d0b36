import { invoke, rpc } from '@/lib/rpc'
import type { DraftText } from './compose/drafts'
import type { OutboxFile, OutboxItem } from './compose/outbox'
import type {
  BoardColumnKey,
  BoardColumnRow,
  BoardCounts,
  ConversationCounts,
  ConversationEvent,
  ConversationMessage,
  ConversationThread,
  Cursor,
  ListParams,
  SavedDraftRow,
  SendResult,
  ThreadChanges,
  ThreadStatus,
} from './types'

/** Rows per page of the conversation list. */
export const THREAD_PAGE = 40
/** Events of a conversation that are shown between its messages. */
const EVENT_LIMIT = 500
/** Messages per page of a conversation. */
export const MESSAGE_PAGE = 50

/** What narrows a list beside its filter. */
function whereOf({ column, tag }: ListParams) {
  if (column === undefined && tag === undefined) return {}
  return { p_where: { ...(column ? { column } : {}), ...(tag ? { tags_all: [tag] } : {}) } }
}

/** One page of conversations, newest first. */
export function listConversations(
  tenantId: string,
  params: ListParams,
  before: Cursor | null,
): Promise<ConversationThread[]> {
  return rpc('list_conversations', {
    p_tenant_id: tenantId,
    p_filter: params.filter,
    p_status: params.status,
    p_search: params.search.trim() || null,
    p_before_at: before?.at ?? null,
    p_before_id: before?.id ?? null,
    p_limit: THREAD_PAGE,
    ...whereOf(params),
  })
}

/** The columns of the board in the clinic's order. */
export function listBoardColumns(tenantId: string): Promise<BoardColumnRow[]> {
  return rpc('list_conversation_columns', { p_tenant_id: tenantId })
}

/** Names and orders the columns; an empty name is the product's own. */
export function saveBoardColumns(
  tenantId: string,
  columns: { key: BoardColumnKey; name: string }[],
): Promise<void> {
  return rpc('save_conversation_columns', { p_tenant_id: tenantId, p_columns: columns })
}

/** How many conversations each column holds under a filter and a search. */
export function countBoardColumns(tenantId: string, params: ListParams): Promise<BoardCounts> {
  return rpc('count_conversation_columns', {
    p_tenant_id: tenantId,
    p_filter: params.filter,
    p_search: params.search.trim() || null,
    ...whereOf(params),
  })
}

/** Puts a conversation into another column; `finished` finishes it, out of it opens it again. */
export function moveConversation(
  tenantId: string,
  threadKey: string,
  column: BoardColumnKey,
): Promise<ConversationThread> {
  return rpc('move_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_column: column })
}

/** One conversation by its key. */
export function getConversation(tenantId: string, threadKey: string): Promise<ConversationThread> {
  return rpc('get_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** Until when the official number takes free text in a conversation; null when it does not. */
export function getServiceWindow(tenantId: string, threadKey: string): Promise<string | null> {
  return rpc('get_service_window', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** One page of a conversation's messages, newest first. */
export function listMessages(
  tenantId: string,
  threadKey: string,
  before: Cursor | null,
): Promise<ConversationMessage[]> {
  return rpc('list_messages', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_before_at: before?.at ?? null,
    p_before_id: before?.id ?? null,
    p_limit: MESSAGE_PAGE,
  })
}

/** A message of a conversation with what stands around it, newest first. */
export function listMessagesAround(
  tenantId: string,
  threadKey: string,
  messageId: string,
  reach: { newer: number; older: number },
): Promise<ConversationMessage[]> {
  return rpc('list_messages_around', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_message_id: messageId,
    p_newer: reach.newer,
    p_older: reach.older,
  })
}

/** Messages of a conversation that a search finds, at most. */
export const SEARCH_LIMIT = 100

/** Messages of a conversation that have every word of a search, newest first. */
export function searchConversation(
  tenantId: string,
  threadKey: string,
  search: string,
  signal: AbortSignal,
): Promise<{ message_id: string }[]> {
  return rpc(
    'search_messages',
    { p_tenant_id: tenantId, p_search: search, p_thread_key: threadKey, p_limit: SEARCH_LIMIT },
    { signal },
  )
}

/** Conversations that changed since an instant: what a broken connection missed. */
export function listChanges(tenantId: string, since: string, limit: number): Promise<ThreadChanges> {
  return rpc('list_changes', { p_tenant_id: tenantId, p_since: since, p_limit: limit })
}

/** The clinic has seen the conversation up to a message; what arrived after it stays unread. */
export function markConversationRead(
  tenantId: string,
  threadKey: string,
  seenId: string | null,
): Promise<ConversationThread> {
  return rpc('mark_conversation_read', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_seen_id: seenId,
  })
}

/** Puts the conversation among the unread ones, for somebody to look at again. */
export function markConversationUnread(tenantId: string, threadKey: string): Promise<ConversationThread> {
  return rpc('mark_conversation_unread', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** How many open conversations each filter holds. */
export function countConversations(tenantId: string): Promise<ConversationCounts> {
  return rpc('count_conversations', { p_tenant_id: tenantId })
}

/** What happened to a conversation beside its messages, newest first. */
export function listConversationEvents(tenantId: string, threadKey: string): Promise<ConversationEvent[]> {
  return rpc('list_conversation_events', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_limit: EVENT_LIMIT,
  })
}

/** Drafts that are listed at most. */
export const DRAFT_LIMIT = 500

/** What one began and did not send, on whichever device. */
export function listDrafts(tenantId: string): Promise<SavedDraftRow[]> {
  return rpc('list_conversation_drafts', { p_tenant_id: tenantId })
}

/** Keeps a draft, or removes it; what another device wrote after `seenAt` stays and is the answer. */
export function saveDraft(
  tenantId: string,
  { threadKey, isNote }: { threadKey: string; isNote: boolean },
  { body, replyToId }: DraftText,
  seenAt: string | null,
): Promise<SavedDraftRow> {
  return rpc('save_conversation_draft', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_body: body,
    p_is_note: isNote,
    p_reply_to_id: replyToId,
    p_seen_at: seenAt,
  })
}

/** Gives the conversation to a member, or to nobody. */
export function assignConversation(
  tenantId: string,
  threadKey: string,
  userId: string | null,
): Promise<ConversationThread> {
  return rpc('assign_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_user_id: userId })
}

/** Finishes or reopens the conversation. */
export function setConversationStatus(
  tenantId: string,
  threadKey: string,
  status: ThreadStatus,
): Promise<ConversationThread> {
  return rpc('set_conversation_status', { p_tenant_id: tenantId, p_thread_key: threadKey, p_status: status })
}

/** Records that the person wants nothing that is sent by itself, and why, or wants it again. */
export function setConversationOptOut(
  tenantId: string,
  threadKey: string,
  optedOut: boolean,
  reason: string | null,
): Promise<ConversationThread> {
  return rpc('set_conversation_opt_out', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_opted_out: optedOut,
    p_reason: reason,
  })
}

/** Gives the conversation a name that stands whatever WhatsApp says later; an empty one gives it back to WhatsApp. */
export function renameConversation(
  tenantId: string,
  threadKey: string,
  name: string,
): Promise<ConversationThread> {
  return rpc('rename_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_name: name })
}

/** Finds or creates the conversation with a phone. */
export function startConversation(
  tenantId: string,
  phone: string,
  name: string | null,
): Promise<ConversationThread> {
  return rpc('start_conversation', { p_tenant_id: tenantId, p_phone: phone, p_name: name })
}

/** Sends one message; repeated with the same client id it leaves once. */
export function sendMessage(item: OutboxItem): Promise<SendResult> {
  return invoke('send-whatsapp-message', {
    tenant_id: item.tenantId,
    thread_key: item.threadKey,
    client_id: item.clientId,
    ...(item.template === null ? { body: item.body } : { template: item.template }),
    ...(item.replyTo === null ? {} : { reply_to: item.replyTo }),
    ...(item.file
      ? {
          content: item.file.storedPath
            ? { quick_reply_file_id: item.file.uploadId }
            : {
                upload_id: item.file.uploadId,
                ...(item.file.waveform ? { waveform: item.file.waveform } : {}),
              },
        }
      : item.choices
        ? { content: { choices: item.choices } }
        : {}),
  })
}

/** Sends a message that waits now, before those that it waits for. */
export function sendMessageNow(tenantId: string, messageId: string): Promise<SendResult> {
  return invoke('send-whatsapp-message', { send: 'now', tenant_id: tenantId, message_id: messageId })
}

/** Takes a message back that has not left. */
export function cancelMessage(tenantId: string, messageId: string): Promise<ConversationMessage> {
  return rpc('cancel_outbound_message', { p_tenant_id: tenantId, p_message_id: messageId })
}

/** Removes a failed message that never left. */
export function discardMessage(tenantId: string, messageId: string): Promise<void> {
  return rpc('discard_outbound_message', { p_tenant_id: tenantId, p_message_id: messageId })
}

/** Announces a file that is about to be put; the same upload id again is the same upload. */
export function beginUpload(
  tenantId: string,
  threadKey: string,
  file: OutboxFile,
): Promise<{ bucket: string; path: string; is_stored: boolean }> {
  return rpc('begin_media_upload', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_upload_id: file.uploadId,
    p_kind: file.kind,
    p_mime_type: file.mimeType,
    p_bytes: file.bytes,
    p_file_name: file.name,
  })
}

/** Gives up an upload that is in no message. */
export function cancelUpload(tenantId: string, uploadId: string): Promise<void> {
  return rpc('cancel_media_upload', { p_tenant_id: tenantId, p_upload_id: uploadId })
}

/** Asks once more for a file that expired or could not be fetched. */
export function retryMedia(tenantId: string, messageId: string): Promise<ConversationMessage> {
  return rpc('retry_media', { p_tenant_id: tenantId, p_message_id: messageId })
}

/** Files per page of a conversation's gallery. */
export const GALLERY_PAGE = 60

/** One page of a conversation's messages with a file, newest first. */
export function listMedia(
  tenantId: string,
  threadKey: string,
  before: Cursor | null,
): Promise<ConversationMessage[]> {
  return rpc('list_media', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_before_at: before?.at ?? null,
    p_before_id: before?.id ?? null,
    p_limit: GALLERY_PAGE,
  })
}

/** Shows the person for some seconds that the clinic writes; `shown` is false where nobody would see it. */
export function showTyping(
  tenantId: string,
  threadKey: string,
  state: 'composing' | 'recording',
): Promise<{ shown: boolean }> {
  return invoke('show-whatsapp-typing', { tenant_id: tenantId, thread_key: threadKey, state })
}
