import { rpc } from '@/lib/rpc'
import type { QuickReply, QuickReplyDraft } from './types'

/** The clinic's quick replies and one's own. */
export function listQuickReplies(tenantId: string): Promise<QuickReply[]> {
  return rpc('list_quick_replies', { p_tenant_id: tenantId })
}

/** Creates or changes one; saving what was deleted brings it back. */
export function saveQuickReply(tenantId: string, draft: QuickReplyDraft): Promise<QuickReply> {
  return rpc('save_quick_reply', {
    p_tenant_id: tenantId,
    p_id: draft.id,
    p_is_personal: draft.personal,
    p_shortcut: draft.shortcut,
    p_title: draft.title,
    p_body: draft.body,
  })
}

export function deleteQuickReply(tenantId: string, id: string): Promise<void> {
  return rpc('delete_quick_reply', { p_tenant_id: tenantId, p_id: id })
}
