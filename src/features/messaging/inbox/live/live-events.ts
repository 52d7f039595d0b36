import type { ConversationEvent, ConversationMessage, ConversationThread } from '../types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    message: { thread: ConversationThread; message: ConversationMessage }
    conversation_event: { thread_key: string; event: ConversationEvent }
    thread: { thread: ConversationThread }
    /** The person writes or records right now, or stopped. Said once, kept nowhere. */
    typing: { thread_id: string; state: string }
    message_removed: { id: string; thread_id: string }
    /** Somebody's draft is another now: only their own devices may ask for it. */
    conversation_draft: { user_id: string; thread_id: string; is_note: boolean; updated_at: string }
    /** Names or order of the board's columns changed. */
    conversation_columns: Record<string, never>
    thread_merged: { from_id: string; into_id: string; into_key: string }
  }
}
