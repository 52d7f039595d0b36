export type DocumentKind = 'text' | 'pdf' | 'docx' | 'url' | 'faq' | 'catalogue'
export type DocumentState = 'waiting' | 'indexing' | 'ready' | 'failed' | 'cancelled'

/** A document in the list (`list_ai_documents`). */
export interface KnowledgeDocument {
  id: string
  kind: DocumentKind
  title: string
  /** The file or address that it was read from. */
  source: string | null
  state: DocumentState
  failure: string | null
  /** Passages that are ready, of total. */
  done: number
  total: number | null
  /** Answers are drawn from it, perhaps from its last version. */
  is_live: boolean
  characters: number
  updated_at: string
  indexed_at: string | null
}

/** A passage as it is searched. */
export interface KnowledgeChunk {
  id: string
  heading: string
  text: string
  tokens: number
}

/** A document with its text (`get_ai_document`). */
export interface WholeDocument extends KnowledgeDocument {
  body: string
  chunks: KnowledgeChunk[]
}

/** What a file or page says (`read-document`). */
export interface ReadText {
  kind: 'text' | 'pdf' | 'docx'
  title: string | null
  text: string
}

/** What the clinic has written about a question (`ask-knowledge`). */
export interface KnowledgeAnswer {
  outcome: 'answer' | 'human'
  reason: 'found' | 'not_found' | 'clinical'
  sources: { document_id: string; title: string; kind: DocumentKind }[]
  passages: { chunk_id: string; document_id: string; title: string; heading: string; text: string }[]
}

/** A question that people ask, and its answer. */
export interface FaqPair {
  question: string
  answer: string
}
