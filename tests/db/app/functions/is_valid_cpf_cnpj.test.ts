import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isCNPJ, isCPF } from 'validation-br'
import { createDatabase } from '../../support/database.ts'

const db = await createDatabase({ cast: false })

const valid = async (documents: string[]) => {
  const rows = await db.asPostgres(
    (sql) => sql<{ valid: boolean }[]>`
      select app.is_valid_cpf_cnpj(i) as valid from unnest(${documents}::text[]) with ordinality u (i, n) order by n`,
  )
  return rows.map((row) => row.valid)
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))

it('agrees with an independent implementation about every pair of check digits', async () => {
  await fc.assert(
    fc.asyncProperty(digits(9), digits(12), async (cpf, cnpj) => {
      const ends = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
      const all = [...ends.map((end) => cpf + end), ...ends.map((end) => cnpj + end)]
      const expected = all.map(
        (text) => !/^(.)\1*$/.test(text) && (text.length === 11 ? isCPF(text) : isCNPJ(text)),
      )
      expect(await valid(all)).toEqual(expected)
    }),
    { numRuns: 15 },
  )
})

it('refuses what is not eleven or fourteen digits', async () => {
  const odd = [
    '',
    '1',
    '529.982.247-25',
    '5299822472',
    '529982247250',
    'abcdefghijk',
    '00000000000',
    '11111111111111',
  ]
  expect(await valid(odd)).toEqual(odd.map(() => false))
})
