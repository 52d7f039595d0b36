import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { beforeAll, describe, expect, test } from 'vitest'
import { localEmbedders } from '../../../supabase/functions/_shared/ai/knowledge/embed.ts'
import { retrieve } from '../../../supabase/functions/_shared/ai/knowledge/retrieve.ts'
import { aurora } from '../../db/support/cast.ts'
import { createFunctions } from '../support/functions.ts'
import { createLibrary } from '../support/knowledge.ts'
import { ownQuestions, type OwnQuestion } from './knowledge.ts'

/**
 * Questions to the documents of `ZELO_CASES`/ai: the right source is cited for nine in ten, and eleven in twelve of what
 * the documents do not hold go to a person.
 */
const folder = join(process.env.ZELO_CASES ?? '', 'ai')
const isThere = process.env.ZELO_CASES !== undefined && existsSync(join(folder, 'kb'))

describe.runIf(isThere)('the knowledge', async () => {
  if (!isThere) return
  const functions = await createFunctions(() => Promise.resolve(new Response('{}')))
  const library = createLibrary(functions)
  const ids = new Map<string, string>()

  beforeAll(async () => {
    await library.clear()
    for (const file of readdirSync(join(folder, 'kb'))) {
      const text = readFileSync(join(folder, 'kb', file), 'utf8')
      const title = /^# (.+)/.exec(text)?.[1] ?? file
      ids.set(await library.save(title, text), file.slice(0, 2))
    }
    await library.work()
  }, 60_000)

  async function misses(questions: readonly OwnQuestion[]) {
    const answered: string[] = []
    const unknown: string[] = []
    for (const { id, q, docs } of questions) {
      const { outcome, sources } = await retrieve(library.knowledge, aurora.id, q, localEmbedders)
      const cited = sources.map(({ document_id }) => ids.get(document_id) ?? '')
      if (docs.length === 0) {
        if (outcome !== 'human') unknown.push(`${id} ${q}: ${cited.join()}`)
      } else if (!docs.some((doc) => cited.includes(doc))) answered.push(`${id} ${q}: ${cited.join()}`)
    }
    return { answered, unknown }
  }
  const known = ({ docs }: OwnQuestion) => docs.length > 0

  test('is cited rightly, and known to be silent, for the questions of the cases', async () => {
    const questions = (
      JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as (OwnQuestion & {
        docs?: string[]
      })[]
    ).map(({ id, q, docs }) => ({ id, q, docs: docs ?? [] }))
    const { answered, unknown } = await misses(questions)
    expect(answered.length, answered.join('\n')).toBeLessThanOrEqual(0.1 * questions.filter(known).length)
    expect(unknown.length, unknown.join('\n')).toBeLessThanOrEqual(
      questions.filter((one) => !known(one)).length / 12,
    )
  }, 60_000)

  test('is cited rightly, and known to be silent, for questions in other words', async () => {
    const { answered, unknown } = await misses(ownQuestions)
    expect(answered.length, answered.join('\n')).toBeLessThanOrEqual(0.1 * ownQuestions.filter(known).length)
    expect(unknown.length, unknown.join('\n')).toBeLessThanOrEqual(
      Math.ceil(ownQuestions.filter((one) => !known(one)).length / 12),
    )
  }, 60_000)
})
