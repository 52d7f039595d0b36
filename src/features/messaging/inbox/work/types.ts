import type { BoardColumnKey } from '../types'
import type { TemplateChoice } from '@/features/messaging/templates'

/** What a team writes beside a conversation; the person never sees it. */
export interface ConversationNote {
  id: string
  thread_id: string
  author_id: string | null
  body: string
  /** Members whom it names. */
  mentions: string[]
  occurred_at: string
  edited_at: string | null
  deleted_at: string | null
}

/** What a note said before. */
export interface NoteEdit {
  body: string
  replaced_at: string
}

/** A message that is written now and sent later. */
export interface ScheduledMessage {
  id: string
  thread_id: string
  thread_key: string
  body: string
  template: TemplateChoice | null
  /** The template as the person will read it; null for a text, and when the template is gone. */
  preview: string | null
  send_at: string
  cancel_on_inbound: boolean
  status: 'scheduled' | 'sent' | 'cancelled' | 'failed'
  /** Why it was not sent: `person_wrote`, `by_hand`, or the code of the refusal. */
  reason: string | null
  message_id: string | null
  created_by: string | null
  created_at: string
}

/** What can be said of a message for later. */
export interface ScheduleDraft {
  id: string
  /** Empty with a template. */
  body: string
  template: TemplateChoice | null
  sendAt: string
  cancelOnInbound: boolean
}

/** What can be done with several conversations at once, and what it needs to know. */
export type BulkAction =
  | { action: 'reopen' | 'read' | 'unread' }
  | { action: 'finish'; value?: { reason: string | null } }
  | { action: 'move'; value: { column: BoardColumnKey } }
  | { action: 'assign'; value: { user_id: string | null } }
  | { action: 'tag' | 'untag'; value: { tag_id: string } }
  | { action: 'snooze'; value: { until: string | null } }

/** What became of one of several conversations. */
export interface BulkResult {
  thread_key: string
  done: boolean
  code: string | null
}
