import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

/** Labelled phrases that are kept outside of the repository; `ZELO_CASES` names their folder. */
const file = join(process.env.ZELO_CASES ?? '', 'optout', 'phrases.tsv')
const rows = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => {
        const [phrase = '', label = '', note = ''] = line.split('\t')
        return { phrase: phrase.replaceAll('\\n', '\n'), label, isCore: note.startsWith('core') }
      })
  : []

describe.runIf(rows.length > 0)('opt_wish on labelled phrases', () => {
  const judged = async () => {
    const answers = await db.asPostgres(
      (sql) => sql<{ effect: string | null }[]>`
        select (app.opt_wish(${aurora.id}, r.phrase)).effect
        from jsonb_array_elements_text(${JSON.stringify(rows.map(({ phrase }) => phrase))}::text::jsonb)
          with ordinality r (phrase, n) order by r.n`,
    )
    return rows.map((row, index) => ({ ...row, said: answers[index]?.effect ?? 'none' }))
  }

  it('reads every core phrase as it is meant', async () => {
    const wrong = (await judged()).filter((row) => row.isCore && row.said !== row.label)
    expect(wrong).toEqual([])
  })

  it('reads two thirds of the hard ones, and silences at most one person who never asked', async () => {
    const hard = (await judged()).filter(({ isCore }) => !isCore)
    const right = hard.filter(({ said, label }) => said === label)
    expect(right.length / hard.length).toBeGreaterThanOrEqual(2 / 3)
    const silenced = hard.filter(({ said, label }) => said === 'opt_out' && label === 'none')
    expect(silenced.length).toBeLessThanOrEqual(1)
  })
})
