import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { phrases } from './opt_wish.phrases.ts'

const db = await createDatabase()
const rows = Object.entries(phrases).flatMap(([label, text]) =>
  text
    .trim()
    .split('\n')
    .map((phrase) => ({ phrase, label })),
)

describe('opt_wish', () => {
  it('reads what people write as they mean it', async () => {
    const said = await db.asPostgres(
      (sql) => sql<{ effect: string }[]>`
        select coalesce((app.opt_wish(${aurora.id}, r.phrase)).effect, 'none') as effect
        from jsonb_array_elements_text(${JSON.stringify(rows.map(({ phrase }) => phrase))}::text::jsonb)
          with ordinality r (phrase, n) order by r.n`,
    )
    const wrong = rows.flatMap(({ phrase, label }, n) =>
      said[n]!.effect === label ? [] : [`${label}, not ${said[n]!.effect}: ${phrase}`],
    )
    expect(wrong).toEqual([])
    expect(rows.length).toBeGreaterThanOrEqual(200)
  })
})
