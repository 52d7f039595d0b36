import { invoke, rpc } from '@/lib/rpc'
import type { KnowledgeAnswer, KnowledgeDocument, ReadText, WholeDocument } from './types'

/** The documents of the clinic, by their titles. */
export const listDocuments = (tenantId: string): Promise<KnowledgeDocument[]> =>
  rpc('list_ai_documents', { p_tenant_id: tenantId })

/** A document with its text and passages. */
export const getDocument = (tenantId: string, id: string): Promise<WholeDocument> =>
  rpc('get_ai_document', { p_tenant_id: tenantId, p_id: id })

/** Saves a document; the id of a new one is the browser's. */
export const saveDocument = (
  tenantId: string,
  document: Pick<WholeDocument, 'id' | 'kind' | 'title' | 'body' | 'source'>,
): Promise<KnowledgeDocument> =>
  rpc('save_ai_document', {
    p_tenant_id: tenantId,
    p_id: document.id,
    p_kind: document.kind,
    p_title: document.title,
    p_body: document.body,
    p_source: document.source,
  })

/** Deletes a document, or brings it back. */
export const deleteDocument = (tenantId: string, id: string, isDeleted: boolean): Promise<void> =>
  rpc('delete_ai_document', { p_tenant_id: tenantId, p_id: id, p_is_deleted: isDeleted })

/** Prepares a document anew, or all of them when none is named. */
export const indexDocuments = (tenantId: string, id: string | null): Promise<number> =>
  rpc('index_ai_documents', { p_tenant_id: tenantId, p_id: id })

/** Stops the preparation of a document. */
export const cancelIndexing = (tenantId: string, id: string): Promise<KnowledgeDocument> =>
  rpc('cancel_ai_indexing', { p_tenant_id: tenantId, p_id: id })

/** The text of a file; nothing is kept of it. */
export async function readFile(tenantId: string, file: File): Promise<ReadText> {
  return invoke('read-document', {
    from: 'file',
    tenant_id: tenantId,
    name: file.name,
    content: await base64Of(file),
  })
}

/** The text of a page on the internet. */
export const readPage = (tenantId: string, address: string): Promise<ReadText> =>
  invoke('read-document', { from: 'page', tenant_id: tenantId, address })

/** What the clinic has written about a question. */
export const askKnowledge = (tenantId: string, question: string): Promise<KnowledgeAnswer> =>
  invoke('ask-knowledge', { tenant_id: tenantId, question })

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '')
    reader.onerror = () => reject(new Error('The file cannot be read.'))
    reader.readAsDataURL(file)
  })
}
