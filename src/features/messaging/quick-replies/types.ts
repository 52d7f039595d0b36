import type { Database } from '@contracts/database.types'

/** A file that goes along with a quick reply. */
export interface QuickReplyFile {
  id: string
  /** Where it lies in the clinic's bucket. */
  path: string
  kind: 'image' | 'audio' | 'document'
  mime_type: string
  size: number
  file_name: string | null
  width: number | null
  height: number | null
  seconds: number | null
}

/** A text that is written again and again, with its files: the clinic's when nobody owns it. */
export type QuickReply = Omit<Database['public']['Tables']['quick_replies']['Row'], 'created_at'> & {
  files: QuickReplyFile[]
}

/** What somebody writes into the form. */
export interface QuickReplyDraft {
  id: string
  personal: boolean
  shortcut: string
  title: string
  body: string
  /** Files that are stored, in their order. */
  files: QuickReplyFile[]
}
