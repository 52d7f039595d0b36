import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { Hit } from './knowledge/decide.ts'

/** What one attempt at a document has to do. */
export interface IndexTask {
  kind: string
  title: string
  body: string
  /** Chunks that are written already. */
  done: number
  /** The embedding model of the clinic's knowledge; null: the product's. */
  model: string | null
}

/** Some chunks of a document, behind those that are written. */
export interface ChunkPiece {
  from: number
  total: number
  model: string | null
  chunks: { heading: string; text: string; tokens: number; vector: number[] }[]
}

/** A version of a document and the lease of the job that indexes it. */
export interface IndexAttempt {
  tenantId: string
  id: string
  version: number
  lease: string
}

/** What functions and the worker ask of the knowledge of clinics. */
export interface KnowledgeService {
  /** Null when there is nothing to do any more. */
  beginIndexing(attempt: IndexAttempt): Promise<IndexTask | null>
  /** False when this attempt is to stop. */
  takeChunks(attempt: IndexAttempt, piece: ChunkPiece): Promise<boolean>
  /** False when it came too late. */
  endIndexing(attempt: IndexAttempt, failure: string | null): Promise<boolean>
  /** Writes the catalogue anew; false when it is the same. */
  refreshCatalogue(tenantId: string): Promise<boolean>
  forgetDocument(tenantId: string, id: string): Promise<boolean>
  /** Null when the clinic has no knowledge. */
  knowledgeOf(tenantId: string): Promise<{ model: string | null; version: number } | null>
  /** Where the clinic has its vectors made, and its sealed key; null when that is not with this model. */
  embeddingAccount(tenantId: string, model: string): Promise<{ is_spent: boolean } | null>
  /** Counts what vectors were made of; false: the month's budget is spent. */
  chargeEmbeddings(tenantId: string, tokens: number): Promise<boolean>
  /** The best first, of this clinic alone. */
  search(
    tenantId: string,
    query: string,
    vector: number[],
    limit: number,
    model: string | null,
  ): Promise<Hit[]>
  keptAnswer(tenantId: string, question: string): Promise<unknown>
  keepAnswer(tenantId: string, question: string, version: number, answer: object): Promise<void>
}

/** What members ask for. */
export interface KnowledgeUser {
  requireReader(tenantId: string): Promise<void>
  requireEditor(tenantId: string): Promise<void>
}

/** The RPCs of the knowledge over one connection pool. */
export function createKnowledgeDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  return {
    service: createKnowledgeService(database.service),
    asUser: (claims: UserClaims): KnowledgeUser => {
      const call = database.asUser(claims)
      return {
        requireReader: async (tenantId) => {
          await call((sql) => sql`select app.require_knowledge_reader(${tenantId}) as value`)
        },
        requireEditor: async (tenantId) => {
          await call((sql) => sql`select app.require_knowledge_editor(${tenantId}) as value`)
        },
      }
    },
  }
}

/** A piece holds the vectors of many chunks. */
const longMs = 60_000

function createKnowledgeService(call: Call): KnowledgeService {
  return {
    beginIndexing: ({ tenantId, id, version, lease }) =>
      call((sql) => sql`select app.begin_indexing(${tenantId}, ${id}, ${version}, ${lease}) as value`),
    takeChunks: async ({ tenantId, id, version, lease }, piece) =>
      (await call<boolean | null>(
        (sql) => sql`select app.take_chunks(${tenantId}, ${id}, ${version}, ${lease},
          ${JSON.stringify(piece)}::text::jsonb) as value`,
        longMs,
      )) === true,
    endIndexing: async ({ tenantId, id, version, lease }, failure) =>
      (await call<boolean | null>(
        (sql) => sql`select app.end_indexing(${tenantId}, ${id}, ${version}, ${lease}, ${failure}) as value`,
        longMs,
      )) === true,
    refreshCatalogue: (tenantId) => call((sql) => sql`select app.refresh_catalogue(${tenantId}) as value`),
    forgetDocument: (tenantId, id) =>
      call((sql) => sql`select app.forget_document(${tenantId}, ${id}) as value`),
    knowledgeOf: (tenantId) => call((sql) => sql`select app.knowledge_of(${tenantId}) as value`),
    embeddingAccount: (tenantId, model) =>
      call((sql) => sql`select app.embedding_account(${tenantId}, ${model}) as value`),
    chargeEmbeddings: (tenantId, tokens) =>
      call((sql) => sql`select app.charge_embeddings(${tenantId}, ${tokens}) as value`),
    search: async (tenantId, query, vector, limit, model) =>
      (await call<Hit[] | null>(
        (sql) => sql`
          select (select jsonb_agg(to_jsonb(h) order by h.score desc, h.chunk_id)
            from app.search_knowledge(${tenantId}, ${query},
              array(select v::real from jsonb_array_elements_text(${JSON.stringify(vector)}::text::jsonb) v),
              ${limit}, ${model}) h) as value`,
      )) ?? [],
    keptAnswer: (tenantId, question) =>
      call((sql) => sql`select app.kept_answer(${tenantId}, ${question}) as value`),
    keepAnswer: async (tenantId, question, version, answer) => {
      await call(
        (sql) => sql`select app.keep_answer(${tenantId}, ${question}, ${version},
          ${JSON.stringify(answer)}::text::jsonb) as value`,
      )
    },
  }
}
