import type { KnowledgeService } from '../database.ts'
import { decide, isClinical, type Decision } from './decide.ts'
import { unit, type Embedder } from './embed.ts'
import { diversify } from './rank.ts'
import { widened } from './words.ts'

/** How many chunks the search answers, and how many different ones of them are read. */
const searched = 36
const read = 16

/**
 * What a clinic has written about a question: by its words and by its meaning, decided and cited. A vector is asked for with
 * the model that the clinic's chunks are of; of another model the words alone are searched. What was found stands for a day, or until
 * the clinic changes something.
 */
export async function retrieve(
  knowledge: Pick<KnowledgeService, 'knowledgeOf' | 'search' | 'keptAnswer' | 'keepAnswer'>,
  tenantId: string,
  question: string,
  embedder: Embedder,
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
  const [vector] = await embedder.embed([question])
  const hits = await knowledge.search(tenantId, widened(question), unit(vector!), searched, embedder.model)
  const decision = decide(question, diversify(hits, read))
  await knowledge.keepAnswer(tenantId, question, state.version, decision)
  return decision
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
