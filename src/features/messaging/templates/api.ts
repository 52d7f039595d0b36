import { invoke, rpc } from '@/lib/rpc'
import type { MessageTemplate, TemplateSync } from './types'

/** The templates of the clinic's official number as they were at the last look, those that can be sent first. */
export function listTemplates(tenantId: string): Promise<MessageTemplate[]> {
  return rpc('list_message_templates', { p_tenant_id: tenantId })
}

/** Looks up what WhatsApp decided meanwhile. */
export function syncTemplates(tenantId: string): Promise<TemplateSync> {
  return invoke('sync-whatsapp-templates', { tenant_id: tenantId })
}
