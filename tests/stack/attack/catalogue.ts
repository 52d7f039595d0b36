import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { repositoryRoot } from '../../../local/config.ts'

/** A table or view that the Data API knows, and the column that says whose a row is. */
export interface Table {
  name: string
  columns: string[]
  /** The type of each column, in their order. */
  types: string[]
  owner: string | null
}

export interface Rpc {
  name: string
  parameters: string[]
  types: string[]
}

/** What there is to attack: read from the catalogue, so that what is added later is attacked without being listed. */
export interface Catalogue {
  tables: Table[]
  rpcs: Rpc[]
  functions: string[]
}

export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const tables = await sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(format_type(a.atttypid, null) order by a.attnum) as types,
      case when bool_or(a.attname = 'tenant_id') then 'tenant_id' when c.relname = 'tenants' then 'id' end as owner
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') group by c.relname order by 1`
  const rpcs = await sql<Rpc[]>`
    select p.proname as name, coalesce(p.proargnames[1:p.pronargs], '{}') as parameters,
      array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality u (t, n) order by n) as types
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype order by 1`
  const folder = join(repositoryRoot, 'supabase', 'functions')
  const functions = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
  return { tables: [...tables], rpcs: [...rpcs], functions }
}

/** A call that would work for somebody of the clinic: ids of its rows where a parameter names one. */
export async function argumentsOf(sql: Sql, rpc: Rpc, tables: Table[], tenant: string) {
  const values: Record<string, unknown> = {}
  for (const [index, parameter] of rpc.parameters.entries()) {
    values[parameter] = await valueOf(sql, parameter, rpc.types[index] ?? 'text', tables, tenant)
  }
  return values
}

const plain: [RegExp, unknown][] = [
  [/\[\]$/, []],
  [/int|numeric|double/, 5],
  [/^bool/, true],
  [/^json/, {}],
  [/^timestamp/, '2026-01-01T00:00:00Z'],
  [/^date/, '2026-01-01'],
  [/^time/, '10:00'],
]

async function valueOf(sql: Sql, parameter: string, type: string, tables: Table[], tenant: string) {
  const column = parameter.replace(/^p_/, '')
  if (column === 'tenant_id') return tenant
  const own = tables.find(({ owner, columns }) => owner === 'tenant_id' && columns.includes(column))
  const noun = column.replace(/_id$/, '')
  const named = tables.find(({ columns, name }) => columns.includes('id') && name.includes(noun))
  if (own) {
    const [row] = await sql`
      select ${sql(column)} as value from ${sql(`public.${own.name}`)} where tenant_id = ${tenant} limit 1`
    if (row && row['value'] !== null) return row['value'] as unknown
  }
  if (type === 'uuid' && named?.owner) {
    const [row] = await sql`
      select id from ${sql(`public.${named.name}`)} where ${sql(named.owner)} = ${tenant} limit 1`
    if (row) return row['id'] as unknown
  }
  if (type === 'uuid') return '88888888-8888-4888-8888-888888888888'
  return plain.find(([pattern]) => pattern.test(type))?.[1] ?? 'x'
}

/** One text for all that the database holds of a clinic. Equal texts: nobody changed anything of it. */
export async function fingerprint(sql: Sql, tenant: string): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'app', 'app_private') order by 1`
  const prints: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await sql`
      select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as print
      from ${sql(name)} t where tenant_id = ${tenant}`
    prints[name] = String(row?.['print'])
  }
  return prints
}
