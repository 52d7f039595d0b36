import type { ConversationTag } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    conversation_tag: { tag: ConversationTag }
    conversation_tag_deleted: { id: string }
  }
}
