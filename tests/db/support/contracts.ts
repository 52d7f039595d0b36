import postgres from 'postgres'
import { tableRows } from './markdown.ts'

/** The words that one column may hold. */
export interface ColumnValues {
  schema: string
  table: string
  column: string
  values: string[]
}

/**
 * Every column of the product whose words are fixed: listed by a CHECK constraint, or the rows of a table that the
 * product ships and the column refers to.
 */
export async function columnsOfWords(url: string): Promise<ColumnValues[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const rows = await sql<{ schema: string; table: string; column: string; definition: string }[]>`
      select n.nspname as schema, t.relname as table, a.attname as column, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
      where c.contype = 'c' and cardinality(c.conkey) = 1 and n.nspname in ('public', 'app')`
    const checked = rows.flatMap(({ definition, ...of }) => {
      const values = listedIn(definition)
      return values ? [{ ...of, values }] : []
    })
    const referring = await sql<(Omit<ColumnValues, 'values'> & { target: string; key: string })[]>`
      select n.nspname as schema, t.relname as table, a.attname as column,
        c.confrelid::regclass::text as target, k.attname as key
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      join pg_namespace n on n.oid = t.relnamespace
      cross join unnest(c.conkey, c.confkey) u (mine, theirs)
      join pg_attribute a on a.attrelid = t.oid and a.attnum = u.mine
      join pg_attribute k on k.attrelid = c.confrelid and k.attnum = u.theirs
      join pg_constraint p on p.conrelid = c.confrelid and p.contype = 'p' and p.conkey = array[u.theirs]
      where c.contype = 'f' and n.nspname in ('public', 'app') and k.atttypid = 'text'::regtype`
    const listed = await Promise.all(
      referring.map(async ({ target, key, ...of }) => {
        const found = await sql.unsafe<{ value: string }[]>(
          `select "${key}" as value from ${target} order by 1`,
        )
        return { ...of, values: found.map(({ value }) => value) }
      }),
    )
    return [...checked, ...listed].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
  } finally {
    await sql.end()
  }
}

/** The words of `CHECK ((kind = ANY (ARRAY['text'::text, …])))`, also where null is allowed; null for any other rule. */
function listedIn(definition: string): string[] | null {
  const list = /^CHECK \(\(+(?:\w+ IS NULL\) OR \()?\w+ = ANY \(ARRAY\[(.+?)\]\)+$/.exec(definition)?.[1]
  if (!list) return null
  return [...list.matchAll(/'([^']+)'::text/g)].map((match) => match[1] ?? '')
}

/** `unions.ts`: one type a column, named by table and column (`ConversationThreadStatus`). */
export function unionsModule(columns: readonly ColumnValues[]): string {
  const types = columns.map(({ schema, table, column, values }) => {
    const words = values.map((value) => `'${value}'`).join(' | ')
    return `/** \`${schema}.${table}.${column}\` */\nexport type ${pascal(singular(table)) + pascal(column)} = ${words}\n`
  })
  return `${generatedFrom('CHECK constraints and the rows of shipped tables')}\n${types.join('\n')}`
}

/** `error-codes.ts`: every code of docs/error-codes.md, once and in order. */
export function errorCodesModule(): string {
  const sections = ['Raised by the database', 'Answered by edge functions', 'Made by the app']
  const codes = sections.flatMap((section) => tableRows('error-codes.md', section).map(([code = '']) => code))
  const list = [...new Set(codes)].sort().map((code) => `  | '${code}'\n`)
  return `${generatedFrom('docs/error-codes.md')}
/** Every machine code that a refusal may carry. A type alone: the list would weigh on the first load of the app. */
export type ErrorCode =\n${list.join('')}`
}

const generatedFrom = (source: string) =>
  `// Generated from ${source} by \`npm run generate\`. Do not edit.\n`

const nameOf = ({ table, column }: ColumnValues) => `${table} ${column}`

const singular = (table: string) => table.replace(/ies$/, 'y').replace(/s$/, '')

const pascal = (name: string) =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
