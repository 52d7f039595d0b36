import type { Sql } from 'postgres'
import type { Claims } from './auth.ts'
import { filterToSql, type Filter } from './filters.ts'
import type { Column, Relation } from './relations.ts'
import type { Tuple } from './replication.ts'
import { becomeSubscriber, refusal, rolledBack } from './subscriber.ts'

/** A row with each value as the JSON that clients receive. */
export type JsonRow = Record<string, unknown>

/** A change with its values converted, and for each list of filters whether it holds. */
interface Evaluated {
  record: JsonRow
  oldRecord: JsonRow
  matches: boolean[]
}

/**
 * Converts a change's text values to JSON and evaluates filters on them, all in Postgres and in one statement, so that
 * both follow the types of the columns. A column that the WAL does not carry matches no filter.
 */
export async function evaluateChange(
  sql: Sql,
  relation: Relation,
  record: Tuple,
  oldRecord: Tuple,
  subject: Tuple,
  filterLists: Filter[][],
): Promise<Evaluated> {
  const values: (string | null)[] = []
  const bind = (value: string | null): string => `$${values.push(value)}`
  const condition = (filter: Filter): string => {
    const column = relation.columns.find(({ name }) => name === filter.column)
    const value = subject[filter.column]
    if (!column || value === undefined) return 'false'
    return filterToSql(filter, `${bind(value)}::text::${column.cast}`, column.cast, bind)
  }
  const conditions = filterLists.map((filters) => `(${filters.map(condition).join(' and ')})`)
  const [row] = await sql.unsafe<Evaluated[]>(
    `select to_jsonb(n) as record, to_jsonb(o) as "oldRecord", array[${conditions.join(', ')}]::bool[] as matches
     from (${rowQuery(relation, record, bind)}) n, (${rowQuery(relation, oldRecord, bind)}) o`,
    values,
  )
  if (!row) throw new Error(`A change of ${relation.sqlName} could not be read.`)
  return row
}

function rowQuery(relation: Relation, tuple: Tuple, bind: (value: string | null) => string): string {
  const fields = relation.columns.flatMap((column) => {
    const value = tuple[column.name]
    return value === undefined ? [] : [`${jsonSource(column, bind(value))} as ${quote(column.name)}`]
  })
  return `select ${fields.join(', ')}`
}

/** Binary values travel as plain hexadecimal digits. */
function jsonSource(column: Column, parameter: string): string {
  if (column.typeName === 'bytea') return `encode(${parameter}::text::bytea, 'hex')`
  return `${parameter}::text::${column.cast}`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** True when the row still exists and the subscriber's policies show it. */
export async function isVisible(sql: Sql, relation: Relation, row: Tuple, claims: Claims): Promise<boolean> {
  const keys = relation.columns.filter(({ isKey }) => isKey)
  const conditions = keys.map(({ name, cast }, index) => `${quote(name)} = $${index + 1}::text::${cast}`)
  const values = keys.map(({ name }) => row[name] ?? null)
  try {
    const found = await rolledBack(sql, async (tx) => {
      await becomeSubscriber(tx, { claims, headers: {} })
      return tx.unsafe(`select 1 from ${relation.sqlName} where ${conditions.join(' and ')}`, values)
    })
    return found.length > 0
  } catch (error) {
    if (refusal(error) === null) throw error
    return false
  }
}
