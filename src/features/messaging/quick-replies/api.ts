import { invoke, rpc } from '@/lib/rpc'
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
    p_file_ids: draft.files.map(({ id }) => id),
  })
}

export function deleteQuickReply(tenantId: string, id: string): Promise<void> {
  return rpc('delete_quick_reply', { p_tenant_id: tenantId, p_id: id })
}

/** A file of a quick reply that is about to be put. */
export interface ReplyUpload {
  uploadId: string
  kind: string
  mimeType: string
  bytes: number
  name: string
}

/** Announces a file of a quick reply; the same upload id again is the same upload. */
export function beginReplyUpload(
  tenantId: string,
  replyId: string,
  upload: ReplyUpload,
): Promise<{ bucket: string; path: string; is_stored: boolean }> {
  return rpc('begin_quick_reply_upload', {
    p_tenant_id: tenantId,
    p_reply_id: replyId,
    p_upload_id: upload.uploadId,
    p_kind: upload.kind,
    p_mime_type: upload.mimeType,
    p_bytes: upload.bytes,
    p_file_name: upload.name,
  })
}

/** Lets the server look at a file that was put, and store it. */
export function acceptUpload(tenantId: string, uploadId: string): Promise<{ upload_id: string }> {
  return invoke('accept-media-upload', { tenant_id: tenantId, upload_id: uploadId })
}

/** Gives up an upload that no reply keeps. */
export function cancelUpload(tenantId: string, uploadId: string): Promise<void> {
  return rpc('cancel_media_upload', { p_tenant_id: tenantId, p_upload_id: uploadId })
}
