import type { Sql } from 'postgres'

/** A column as the catalogue describes it. */
export interface Column {
  name: string
  /** `pg_type.typname`, the name that clients see. */
  typeName: string
  /** The type as SQL, ready to stand behind a cast. */
  cast: string
  isKey: boolean
}

/** What must be known about a table to judge its changes. */
export interface Relation {
  /** Schema and name, quoted for SQL. */
  sqlName: string
  columns: Column[]
  rowSecurity: boolean
}

const MAX_AGE_MS = 60_000

interface Cached {
  expires: number
  relation: Promise<Relation>
  selectable: Map<string, Promise<Set<string>>>
}

/** Tables by oid. An entry is forgotten when the WAL announces a new shape, and after a minute in any case. */
export class RelationCache {
  private readonly entries = new Map<number, Cached>()

  constructor(private readonly sql: Sql) {}

  forget(oid: number): void {
    this.entries.delete(oid)
  }

  get(oid: number): Promise<Relation> {
    return this.entry(oid).relation
  }

  /** The columns that a role may read. */
  selectable(oid: number, role: string): Promise<Set<string>> {
    const { selectable } = this.entry(oid)
    let columns = selectable.get(role)
    if (!columns) {
      columns = readSelectable(this.sql, oid, role)
      selectable.set(role, columns)
    }
    return columns
  }

  private entry(oid: number): Cached {
    const known = this.entries.get(oid)
    if (known && known.expires > Date.now()) return known
    const relation = readRelation(this.sql, oid)
    const entry: Cached = { expires: Date.now() + MAX_AGE_MS, relation, selectable: new Map() }
    relation.catch(() => this.entries.delete(oid))
    this.entries.set(oid, entry)
    return entry
  }
}

/** Reads a table's shape; throws when it is gone. */
async function readRelation(sql: Sql, oid: number): Promise<Relation> {
  const rows = await sql<(Column & { sqlName: string; rowSecurity: boolean })[]>`
    select format('%I.%I', n.nspname, c.relname) as "sqlName", c.relrowsecurity as "rowSecurity",
           a.attname as name, t.typname as "typeName", format_type(a.atttypid, null) as cast,
           coalesce(a.attnum = any (i.indkey), false) as "isKey"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.oid = ${oid}
    order by a.attnum`
  const [first] = rows
  if (!first) throw new Error(`There is no table with oid ${oid}.`)
  return {
    sqlName: first.sqlName,
    rowSecurity: first.rowSecurity,
    columns: rows.map(({ name, typeName, cast, isKey }) => ({ name, typeName, cast, isKey })),
  }
}

async function readSelectable(sql: Sql, oid: number, role: string): Promise<Set<string>> {
  const rows = await sql<{ name: string }[]>`
    select a.attname as name
    from pg_attribute a, pg_roles r
    where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped and r.rolname = ${role}
      and has_column_privilege(r.oid, a.attrelid, a.attnum, 'select')`
  return new Set(rows.map((row) => row.name))
}

/** The oids of a publication's tables that a subscription names; `*` stands for every schema or table. */
export async function publishedTables(
  sql: Sql,
  publication: string,
  schema: string,
  table: string,
): Promise<number[]> {
  const rows = await sql<{ oid: number }[]>`
    select c.oid
    from pg_publication_tables p
    join pg_namespace n on n.nspname = p.schemaname
    join pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
    where p.pubname = ${publication}
      and ${schema}::text in ('*', p.schemaname::text) and ${table}::text in ('*', p.tablename::text)`
  return rows.map((row) => row.oid)
}
