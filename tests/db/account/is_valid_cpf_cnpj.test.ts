import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isCNPJ, isCPF } from 'validation-br'
import { createDatabase } from '../support/database.ts'

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

const symbols = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 12, maxLength: 12 })
  .map((list) => list.join(''))

it('agrees with it about CNPJs with letters', async () => {
  await fc.assert(
    fc.asyncProperty(symbols, async (root) => {
      const all = Array.from({ length: 100 }, (_, n) => root + String(n).padStart(2, '0'))
      expect(await valid(all)).toEqual(all.map((text) => !/^(.)\1*$/.test(text) && isCNPJ(text)))
    }),
    { numRuns: 15 },
  )
})

it('takes the one that the Receita publishes as an example', async () => {
  expect(await valid(['12ABC34501DE35', '12ABC34501DE36', '12abc34501de35', 'ABCDEFGHIJKLMN'])).toEqual([
    true,
    false,
    false,
    false,
  ])
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
