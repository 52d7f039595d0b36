import { rpc } from '@/lib/rpc'
import type { ConversationThread } from '../types'
import type {
  BulkAction,
  BulkResult,
  ConversationNote,
  NoteEdit,
  ScheduledMessage,
  ScheduleDraft,
} from './types'

/** Puts a tag on a conversation or takes it off. */
export function tagConversation(
  tenantId: string,
  threadKey: string,
  tagId: string,
  on: boolean,
): Promise<ConversationThread> {
  return rpc('tag_conversation', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_tag_id: tagId,
    p_on: on,
  })
}

/** Lets a conversation sleep until a moment; null wakes it. */
export function snoozeConversation(
  tenantId: string,
  threadKey: string,
  until: string | null,
): Promise<ConversationThread> {
  return rpc('snooze_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_until: until })
}

/** Nobody is told of what a blocked person writes, and nothing is sent to them. */
export function blockConversation(
  tenantId: string,
  threadKey: string,
  blocked: boolean,
): Promise<ConversationThread> {
  return rpc('block_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_blocked: blocked })
}

/** Keeps a conversation at the top of one's own list, or no longer. */
export function pinConversation(tenantId: string, threadKey: string, pinned: boolean): Promise<boolean> {
  return rpc('pin_conversation', { p_tenant_id: tenantId, p_thread_key: threadKey, p_pinned: pinned })
}

/** The conversations that one pinned. */
export function listPinned(tenantId: string): Promise<ConversationThread[]> {
  return rpc('list_conversations', { p_tenant_id: tenantId, p_filter: 'pinned' })
}

/** Finishes a conversation and says why. */
export function finishConversation(
  tenantId: string,
  threadKey: string,
  reason: string,
): Promise<ConversationThread> {
  return rpc('set_conversation_status', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_status: 'finished',
    p_reason: reason,
  })
}

/** The internal notes of a conversation, newest first. */
export function listNotes(tenantId: string, threadKey: string): Promise<ConversationNote[]> {
  return rpc('list_conversation_notes', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** Writes a note; its id comes from here, so that a repetition changes nothing. */
export function addNote(
  tenantId: string,
  threadKey: string,
  id: string,
  body: string,
  mentions: string[],
): Promise<ConversationNote> {
  return rpc('add_conversation_note', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_id: id,
    p_body: body,
    p_mentions: mentions,
  })
}

/** Changes one's own note. */
export function editNote(
  tenantId: string,
  id: string,
  body: string,
  mentions: string[],
): Promise<ConversationNote> {
  return rpc('edit_conversation_note', {
    p_tenant_id: tenantId,
    p_id: id,
    p_body: body,
    p_mentions: mentions,
  })
}

/** Deletes one's own note. */
export function deleteNote(tenantId: string, id: string): Promise<ConversationNote> {
  return rpc('delete_conversation_note', { p_tenant_id: tenantId, p_id: id })
}

/** What a note said before its edits, newest first. */
export function listNoteEdits(tenantId: string, id: string): Promise<NoteEdit[]> {
  return rpc('list_conversation_note_edits', { p_tenant_id: tenantId, p_note_id: id })
}

/** The messages of a conversation that were written for later, the latest moment first. */
export function listScheduled(tenantId: string, threadKey: string): Promise<ScheduledMessage[]> {
  return rpc('list_scheduled_messages', { p_tenant_id: tenantId, p_thread_key: threadKey })
}

/** Writes a message that is sent later; its id comes from here. */
export function scheduleMessage(
  tenantId: string,
  threadKey: string,
  draft: ScheduleDraft,
): Promise<ScheduledMessage> {
  return rpc('schedule_message', {
    p_tenant_id: tenantId,
    p_thread_key: threadKey,
    p_id: draft.id,
    p_body: draft.body,
    p_send_at: draft.sendAt,
    p_cancel_on_inbound: draft.cancelOnInbound,
    p_template: draft.template && { ...draft.template },
  })
}

/** Other words, another template or another moment for what is still to be sent. */
export function editScheduled(tenantId: string, draft: ScheduleDraft): Promise<ScheduledMessage> {
  return rpc('edit_scheduled_message', {
    p_tenant_id: tenantId,
    p_id: draft.id,
    p_body: draft.body,
    p_send_at: draft.sendAt,
    p_cancel_on_inbound: draft.cancelOnInbound,
    p_template: draft.template && { ...draft.template },
  })
}

/** It is not sent. */
export function cancelScheduled(tenantId: string, id: string): Promise<ScheduledMessage> {
  return rpc('cancel_scheduled_message', { p_tenant_id: tenantId, p_id: id })
}

/** One thing for up to 200 conversations; each stands for itself. */
export function changeConversations(
  tenantId: string,
  threadKeys: string[],
  change: BulkAction,
): Promise<BulkResult[]> {
  return rpc('change_conversations', {
    p_tenant_id: tenantId,
    p_thread_keys: threadKeys,
    p_action: change.action,
    p_value: 'value' in change && change.value ? change.value : {},
  })
}
