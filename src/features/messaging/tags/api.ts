import { rpc } from '@/lib/rpc'
import type { ConversationTag, CountedTag, TagDraft } from './types'

/** The clinic's tags in their order, archived ones too. */
export function listTags(tenantId: string): Promise<CountedTag[]> {
  return rpc('list_conversation_tags', { p_tenant_id: tenantId })
}

/** Creates or changes a tag; its id comes from here, so that a repetition changes nothing. */
export function saveTag(tenantId: string, draft: TagDraft): Promise<ConversationTag> {
  return rpc('save_conversation_tag', {
    p_tenant_id: tenantId,
    p_id: draft.id,
    p_name: draft.name,
    p_color: draft.color,
    p_archived: draft.archived,
  })
}

/** Takes a tag off every conversation and forgets it. Answers how many had it. */
export function deleteTag(tenantId: string, id: string): Promise<number> {
  return rpc('delete_conversation_tag', { p_tenant_id: tenantId, p_id: id })
}
