import type { Sql } from 'postgres'
import type { Claims } from './auth.ts'
import { FilterError, filterToSql, parseFilters, type Filter } from './filters.ts'
import type { ChangeRequest } from './join-config.ts'
import { publishedTables, type RelationCache } from './relations.ts'
import { refusal } from './subscriber.ts'

/** The publication whose changes clients may follow. */
export const CHANGES_PUBLICATION = 'supabase_realtime'

/** The three changes a client can follow. */
export type ChangeType = 'INSERT' | 'UPDATE' | 'DELETE'

/** What one entry of a join's `postgres_changes` means. */
export interface Wish {
  id: number
  event: ChangeType | '*'
  schema: string
  table: string
  filter: string
  select: string[] | null
}

/** A wish that passed its checks, together with whom it is for. */
export interface Subscription extends Wish {
  filters: Filter[]
  claims: Claims
}

/** A subscription that can never work; the text is the one that clients of the hosted server see. */
export class SubscriptionError extends Error {}

const ANY = '*'

/** Reads what the client asks for, with the defaults of the hosted server. */
export function readWish(request: ChangeRequest): Wish {
  const schema = text(request['schema']) ?? (text(request['table']) ? 'public' : ANY)
  const select = request['select']
  const columns = Array.isArray(select)
    ? select.filter((name): name is string => typeof name === 'string')
    : []
  return {
    id: stableId(request),
    event: readEvent(request['event']),
    schema,
    table: text(request['table']) ?? ANY,
    filter: text(request['filter']) ?? '',
    select: columns.length > 0 ? columns : null,
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function readEvent(value: unknown): Wish['event'] {
  const event = typeof value === 'string' ? value.toUpperCase() : ANY
  return event === 'INSERT' || event === 'UPDATE' || event === 'DELETE' ? event : ANY
}

/** Equal requests have equal ids (FNV-1a, kept positive and never zero). */
function stableId(request: ChangeRequest): number {
  const source = JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)))
  let hash = 0x811c9dc5
  for (let index = 0; index < source.length; index++) {
    hash = Math.imul(hash ^ source.charCodeAt(index), 0x01000193)
  }
  return ((hash >>> 1) & 0x7ffffff) + 1
}

/** Checks a wish against the publication, the role's rights and the columns' types. */
export async function checkWish(
  sql: Sql,
  relations: RelationCache,
  wish: Wish,
  claims: Claims,
): Promise<Subscription> {
  const filters = readFilters(wish)
  const tables = await publishedTables(sql, CHANGES_PUBLICATION, wish.schema, wish.table)
  if (tables.length === 0) {
    throw new SubscriptionError(
      `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: ${describe(wish, filters)}`,
    )
  }
  for (const oid of tables) {
    const reason = await filterFault(sql, relations, oid, filters, claims.role)
    if (reason) {
      throw new SubscriptionError(
        `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: ${describe(wish, filters)}. Exception: ERROR ${reason}`,
      )
    }
  }
  return { ...wish, filters, claims }
}

function readFilters(wish: Wish): Filter[] {
  try {
    return parseFilters(wish.filter)
  } catch (error) {
    if (error instanceof FilterError) throw new SubscriptionError(error.message)
    throw error
  }
}

/** Why the filters cannot be evaluated on this table, or null. */
async function filterFault(
  sql: Sql,
  relations: RelationCache,
  oid: number,
  filters: Filter[],
  role: string,
): Promise<string | null> {
  if (filters.length === 0) return null
  const { columns } = await relations.get(oid)
  const selectable = await relations.selectable(oid, role)
  for (const filter of filters) {
    const column = columns.find(({ name }) => name === filter.column)
    if (!column || !selectable.has(column.name)) {
      return `P0001 (raise_exception) invalid column for filter ${filter.column}`
    }
    const values: string[] = []
    const bind = (value: string): string => `$${values.push(value)}`
    const condition = filterToSql(filter, `null::${column.cast}`, column.cast, bind)
    try {
      await sql.unsafe(`select ${condition}`, values)
    } catch (error) {
      const code = refusal(error)
      if (code === null) throw error
      return `${code} ${error instanceof Error ? error.message : ''}`
    }
  }
  return null
}

function describe({ event, schema, table, select }: Wish, filters: Filter[]): string {
  const list = filters.map(({ column, operator, negated, values }) => {
    return `{${[column, negated ? `not.${operator}` : operator, values.join(',')].map((part) => JSON.stringify(part)).join(', ')}}`
  })
  const columns = select ? JSON.stringify(select) : 'nil'
  return `[event: ${event}, schema: ${schema}, table: ${table}, filters: [${list.join(', ')}], select: ${columns}]`
}
