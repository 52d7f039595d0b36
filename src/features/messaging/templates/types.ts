import type { Database } from '@contracts/database.types'

export type TemplateStatus = 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'unsubmitted'

/** A gap of a template's text; the example is what WhatsApp approved it with. */
export interface TemplateVariable {
  key: string
  example: string
}

/** What is read around the text; a detail is another text with gaps, such as the address behind a button. */
export interface TemplateExtra {
  kind: 'title' | 'footer' | 'button' | 'detail'
  text: string
}

type Row = Database['public']['Tables']['message_templates']['Row']

/** A text that WhatsApp has read before, of the clinic's official number. */
export type MessageTemplate = Omit<Row, 'status' | 'variables' | 'extras'> & {
  status: TemplateStatus
  variables: TemplateVariable[]
  extras: TemplateExtra[]
}

/** What is sent: which template, and what fills its gaps. */
export interface TemplateChoice {
  id: string
  variables: Record<string, string>
}

/** A filled-in template with the text that the patient will read. */
export interface TemplateMessage {
  template: TemplateChoice
  body: string
}

/** Answer of `sync-whatsapp-templates`. */
export interface TemplateSync {
  templates: MessageTemplate[]
  synced_at: string | null
}
