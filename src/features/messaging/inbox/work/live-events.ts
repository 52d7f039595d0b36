import type { ConversationNote, ScheduledMessage } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    conversation_note: { thread_key: string; note: ConversationNote }
    scheduled_message: { scheduled: ScheduledMessage }
  }
}
