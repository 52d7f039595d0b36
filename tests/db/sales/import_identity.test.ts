import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  normaliseCpfCnpj,
  normalizeEmail,
  normalizePhone,
} from '../../../supabase/functions/_shared/sales/import/identity.ts'
import { createDatabase } from '../support/database.ts'

/** The preview of an import must refuse what the database refuses, and read what it reads. */
const db = await createDatabase({ cast: false })

const typed: Record<'phone' | 'email' | 'cpf', readonly string[]> = {
  phone: [
    '(11) 98765-4321',
    '011 8765-4321',
    '+55 (21) 2345-6789',
    '0xx11 98765 4321',
    'whatsapp:+5511987654321',
    '5511987654321:12@s.whatsapp.net',
    '123456@lid',
    '+52 1 55 0000 0107',
    '+54 9 11 2345-6789',
    '\u200e11\u00a098765\u20114321',
    '98765-4321',
    '20 98765-4321',
    '5,51199E+12',
    '11 9876a-4321',
    'não tem',
    '',
  ],
  email: [
    'Ana@Exemplo.COM ',
    'mailto:ana@exemplo.com',
    'Ana Lima <ana.lima+x@exemplo.com>',
    'ana @ exemplo.com',
    'ana@exemplo',
    'ana@-x.com',
    'a@b@c.com',
    'ana@exemplo..com',
    'ana;bia@exemplo.com',
    '',
  ],
  cpf: [
    '135.246.357-17',
    'CPF: 13524635717',
    '135246357-18',
    '111.111.111-11',
    '12.ABC.345/01DE-35',
    '12abc34501de35',
    '1352463571x',
    '00.000.000/0000-00',
    '',
  ],
}

/** Labelled pairs that are kept outside of the repository; `ZELO_CASES` names their folder. */
const file = join(process.env.ZELO_CASES ?? '', 'identity', 'rows.json')
const rows = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { kind: string; a: string; b: string }[])
  : []
for (const { kind, a, b } of rows) {
  const list = kind === 'cnpj' ? 'cpf' : (kind as keyof typeof typed)
  typed[list] = [...typed[list], a, b]
}

it.each([
  ['phone', 'app.normalize_phone', normalizePhone],
  ['email', 'app.normalize_email', normalizeEmail],
  ['cpf', 'app.normalise_cpf_cnpj', normaliseCpfCnpj],
] as const)('a %s is the same before and after it is sent', async (kind, name, normalize) => {
  const texts = typed[kind]
  const inSql = await db.asPostgres(
    (sql) => sql<{ typed: string; kept: string | null }[]>`
      select t.typed, ${sql(name)}(t.typed) as kept from unnest(${texts as string[]}::text[]) with ordinality t (typed, n) order by t.n`,
  )
  expect(texts.map((text) => [text, normalize(text)])).toEqual(inSql.map((row) => [row.typed, row.kept]))
})
