import type { KnowledgeService } from '../database.ts'
import { decide, isClinical, type Decision } from './decide.ts'
import { ModelError } from '../provider.ts'
import { localEmbedder, unit, type Embedder, type EmbedderFor } from './embed.ts'
import { diversify } from './rank.ts'
import { widened } from './words.ts'

/** How many chunks the search answers, and how many different ones of them are read. */
const searched = 36
const read = 16

/**
 * What a clinic has written about a question: by its words and by its meaning, decided and cited. A vector is asked for with
 * the model that the clinic's chunks are of; while that does not answer, the words alone are searched. What was found by both stands
 * for a day, or until the clinic changes something.
 */
export async function retrieve(
  knowledge: Pick<KnowledgeService, 'knowledgeOf' | 'search' | 'keptAnswer' | 'keepAnswer'>,
  tenantId: string,
  question: string,
  embedderFor: EmbedderFor,
): Promise<Decision> {
  const nothing = (reason: 'not_found' | 'clinical'): Decision => ({
    outcome: 'human',
    reason,
    sources: [],
    passages: [],
  })
  if (isClinical(question)) return nothing('clinical')
  const state = await knowledge.knowledgeOf(tenantId)
  if (state === null) return nothing('not_found')
  const kept = (await knowledge.keptAnswer(tenantId, question)) as Decision | null
  if (kept !== null) return kept
  const meant = await vectorOf(question, await embedderFor(tenantId, state.model))
  const { model, vector } = meant ?? (await vectorOf(question, localEmbedder))!
  const hits = await knowledge.search(tenantId, widened(question), vector, searched, model)
  const decision = decide(question, diversify(hits, read))
  if (meant !== null) await knowledge.keepAnswer(tenantId, question, state.version, decision)
  return decision
}

/** Null when the model does not answer. */
async function vectorOf(question: string, embedder: Embedder | null) {
  if (embedder === null) return null
  try {
    const [vector] = await embedder.embed([question])
    return { model: embedder.model, vector: unit(vector!) }
  } catch (error) {
    if (error instanceof ModelError) return null
    throw error
  }
}

/**
 * Passages as they are shown to a model: quoted, numbered, and without anything that could close the quotation. What a document
 * says is what it says, and never what to do.
 */
export function quoted(passages: readonly Pick<Decision['passages'][number], 'title' | 'text'>[]): string {
  return passages
    .map(({ title, text }, at) => {
      const name = inside(title).replaceAll('"', "'")
      return `<trecho numero="${at + 1}" fonte="${name}">\n${inside(text)}\n</trecho>`
    })
    .join('\n')
}

const inside = (text: string) => text.replaceAll('<', '‹').replaceAll('>', '›')
