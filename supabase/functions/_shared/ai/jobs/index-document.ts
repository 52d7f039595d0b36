import type { JobHandler } from '../../platform/jobs.ts'
import type { KnowledgeService } from '../database.ts'
import { chunksOf } from '../knowledge/chunk.ts'
import { unit, type Embedder, type EmbedderFor } from '../knowledge/embed.ts'
import { ModelError } from '../provider.ts'

export interface IndexDocumentDeps {
  knowledge: KnowledgeService
  embedderFor: EmbedderFor
  /** Chunks of one transaction; 32, unless told otherwise. */
  chunksAtOnce?: number
}

/**
 * Cuts a document into chunks and writes them with their vectors, piece by piece. The same text is always cut the same, so
 * whoever takes the job after a crash goes on behind the last piece; the chunks before it are searched until all new ones are there.
 */
export function indexDocument({ knowledge, embedderFor, chunksAtOnce = 32 }: IndexDocumentDeps): JobHandler {
  return async ({ tenant_id: tenantId, lease_token: lease, payload }) => {
    const { id, version } = payload
    if (typeof id !== 'string' || typeof version !== 'number') throw new Error('The job names no document.')
    const attempt = { tenantId, id, version, lease }
    const task = await knowledge.beginIndexing(attempt)
    if (task === null) return
    const embedder = await embedderFor(tenantId, task.model)
    if (embedder === null) throw new Error('The embedding model is not to be had.')
    const chunks = chunksOf(task.title, task.body)
    if (chunks.length === 0) {
      await knowledge.endIndexing(attempt, 'nothing_to_read')
      return
    }
    for (let from = task.done; from < chunks.length; from += chunksAtOnce) {
      const some = chunks.slice(from, from + chunksAtOnce)
      const vectors = await vectorsOf(some, embedder)
      if (vectors === null) {
        await knowledge.endIndexing(attempt, 'model_budget_spent')
        return
      }
      const isTaken = await knowledge.takeChunks(attempt, {
        from,
        total: chunks.length,
        model: embedder.model,
        chunks: some.map((chunk, at) => ({ ...chunk, vector: unit(vectors[at]!) })),
      })
      // cancelled, changed, or somebody else's by now
      if (!isTaken) return
    }
    await knowledge.endIndexing(attempt, null)
  }
}

/** Null when the clinic may spend no more this month. */
async function vectorsOf(chunks: readonly { heading: string; text: string }[], embedder: Embedder) {
  try {
    return await embedder.embed(chunks.map(({ heading, text }) => `${heading}\n${text}`))
  } catch (error) {
    if (error instanceof ModelError && error.code === 'model_budget_spent') return null
    throw error
  }
}
