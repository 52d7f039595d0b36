import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../local/config.ts'
import { testLabelledSet } from '../../support/labelled-set.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

/** A row of the labelled set: two texts, what they are normalised to, and whether they are one address. */
interface Pair {
  id: string
  kind: string
  a: string
  b: string
  same: boolean
  norm_a: string | null
  norm_b: string | null
}

const path = process.env.ZELO_CASES
  ? join(resolve(repositoryRoot, process.env.ZELO_CASES), 'identity', 'rows.json')
  : null
const pairs =
  path !== null && existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Pair[]).filter(({ kind }) => kind === 'email')
    : []

async function normalised(text: string): Promise<string | null> {
  const [row] = await db.asPostgres(
    (sql) => sql<{ email: string | null }[]>`select app.normalize_email(${text}) as email`,
  )
  return row!.email
}

describe('normalize_email', () => {
  it.each([
    ['Ana.Maria+zelo@Exemplo.test', 'ana.maria+zelo@exemplo.test'],
    ['Ana Maria <ana@exemplo.test>', 'ana@exemplo.test'],
    [' mailto:ana @ exemplo.test ', 'ana@exemplo.test'],
    ['\u200bana@exemplo.test\u00a0', 'ana@exemplo.test'],
    ['ana@exemplo', null],
    ['ana@@exemplo.test', null],
    ['', null],
  ])('reads %j as %j', async (typed, email) => {
    expect(await normalised(typed)).toBe(email)
  })
})

describe.skipIf(pairs.length === 0)('the labelled set', () => {
  testLabelledSet(pairs, 'is read as it is meant', async ({ a, b, same, norm_a, norm_b }) => {
    const [one, other] = [await normalised(a), await normalised(b)]
    expect([one, other]).toEqual([norm_a, norm_b])
    expect(one !== null && one === other).toBe(same)
  })
})
