import type { Database } from '@contracts/database.types'

/** A text that is written again and again: the clinic's when nobody owns it. */
export type QuickReply = Omit<Database['public']['Tables']['quick_replies']['Row'], 'created_at'>

/** What somebody writes into the form. */
export interface QuickReplyDraft {
  id: string
  personal: boolean
  shortcut: string
  title: string
  body: string
}
