import type { Session } from './database.ts'
import { ask } from './agenda.ts'
import { aurora, horizonte, type Email } from './cast.ts'

/** What a rule tree is made of. */
export type Node = Group | Rule
export interface Group {
  logic: string
  rules: Node[]
}
export interface Rule {
  field: string
  op: string
  value?: unknown
}
export type CaseRow = Record<string, unknown> & { entity: string; id: string; tenant: 'T1' | 'T2' }

type Type = 'text' | 'list' | 'number' | 'boolean' | 'day' | 'moment'

const fieldsOfType: Record<Type, string[]> = {
  text: [
    'name',
    'email',
    'phone',
    'city',
    'origin',
    'stage',
    'company',
    'notes',
    'insurance',
    'title',
    'owner',
  ],
  list: ['tags'],
  number: ['score', 'no_show_count', 'value_cents', 'probability', 'employees'],
  boolean: ['opted_out'],
  day: ['birth_date', 'expected_close'],
  moment: ['created_at', 'last_session_at'],
}

/** The fields of the handed cases. */
export const typeOf = new Map(
  (Object.entries(fieldsOfType) as [Type, string[]][]).flatMap(([type, keys]) =>
    keys.map((key) => [key, type] as const),
  ),
)

/** Which comparisons each type knows. */
export const opsOf: Record<Type, string[]> = {
  text: ['eq', 'neq', 'contains', 'starts', 'ends', 'in', 'is_empty'],
  list: ['eq', 'neq', 'contains', 'in', 'is_empty'],
  number: ['eq', 'neq', 'gte', 'lte', 'in', 'is_empty'],
  boolean: ['eq', 'neq', 'is_empty'],
  day: ['eq', 'neq', 'gte', 'lte', 'before', 'after', 'in', 'is_empty'],
  moment: ['gte', 'lte', 'before', 'after', 'is_empty'],
}
export const allOps = [...new Set(Object.values(opsOf).flat())]

const expressions: Record<Type, (key: string) => string> = {
  text: (key) => `e.facts ->> '${key}'`,
  list: (key) =>
    `select x from jsonb_array_elements_text(case jsonb_typeof(e.facts -> '${key}') when 'array' then e.facts -> '${key}' else '[]' end) x`,
  number: (key) => `(e.facts ->> '${key}')::numeric`,
  boolean: (key) => `(e.facts ->> '${key}')::boolean`,
  day: (key) => `(e.facts ->> '${key}')::date`,
  moment: (key) => `(e.facts ->> '${key}')::timestamptz`,
}

/** Puts a table of plain facts in the place of the product's tables: the compiler is the one of the product. */
export async function useFacts(session: Session): Promise<void> {
  await session.asPostgres(async (sql) => {
    await sql`create table app.facts (
      tenant_id uuid not null, id uuid not null default gen_random_uuid(), entity text not null, code text not null, facts jsonb not null)`
    await sql`delete from app.segment_fields`
    await sql`update app.segment_entities set source = 'app.facts e', scope = format('e.entity = %L', key),
      title = 'e.code', subtitle = 'null::text', detail = '''{}''::jsonb'`
    for (const [type, keys] of Object.entries(fieldsOfType) as [Type, string[]][])
      for (const key of keys)
        await sql`insert into app.segment_fields (entity, key, position, type, expression)
          select n.key, ${key}, 1, ${type}, ${expressions[type](key)} from app.segment_entities n`
  })
}

/** T1 is Aurora, which asks; T2 is another clinic. */
export async function fillFacts(session: Session, rows: CaseRow[]): Promise<void> {
  const values = rows.map(({ entity, id, tenant, ...facts }) => ({
    tenant_id: tenant === 'T1' ? aurora.id : horizonte.id,
    entity,
    code: id,
    facts,
  }))
  await session.asPostgres(async (sql) => {
    await sql`delete from app.facts`
    await sql`insert into app.facts (tenant_id, entity, code, facts)
      select r.tenant_id, r.entity, r.code, r.facts from jsonb_to_recordset(${sql.json(values as never)})
        as r (tenant_id uuid, entity text, code text, facts jsonb)`
  })
}

export interface Preview {
  total: number
  rows: { id: string; title: string; subtitle: string | null; detail: Record<string, unknown> }[]
}

export const count = (session: Session, entity: string, query: unknown, as?: Email) =>
  ask<number>(session, 'count_segment', { entity, query }, as)

export const preview = (session: Session, entity: string, query: unknown, args = {}, as?: Email) =>
  ask<Preview>(session, 'preview_segment', { entity, query, limit: 200, ...args }, as)

/** A tree of one rule. */
export const rule = (field: string, op: string, value?: unknown): Group => ({
  logic: 'AND',
  rules: [{ field, op, ...(value === undefined ? {} : { value }) }],
})

const blanks = /^[\s\u00a0\ufeff]+|[\s\u00a0\ufeff]+$/g
const fold = (text: unknown) =>
  String(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(blanks, '')

class Refusal extends Error {}

/** The day of a moment in São Paulo. */
const dayOf = (moment: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date(moment))

const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

function checkValue(type: Type, op: string, value: unknown): void {
  const isGood = (one: unknown) => {
    if (type === 'text' || type === 'list') return ['string', 'number', 'boolean'].includes(typeof one)
    if (type === 'number')
      return typeof one === 'number' || (typeof one === 'string' && /^-?\d+(\.\d+)?$/.test(one))
    if (type === 'boolean') return typeof one === 'boolean'
    return isDay(one)
  }
  const ok =
    op === 'is_empty'
      ? value === undefined || value === null || typeof value === 'boolean'
      : op === 'in'
        ? Array.isArray(value) && value.every(isGood)
        : isGood(value)
  if (!ok) throw new Refusal('bad_value')
}

/** Refuses a tree by the rules of the cases, in the order in which it is read. */
function check(node: Node): void {
  if ('rules' in node) {
    if (node.rules.length === 0) throw new Refusal('empty_group')
    node.rules.forEach(check)
    return
  }
  const type = typeOf.get(node.field)
  if (!type) throw new Refusal('unknown_field')
  if (!allOps.includes(node.op)) throw new Refusal('unknown_op')
  if (!opsOf[type].includes(node.op)) throw new Refusal('op_not_for_type')
  checkValue(type, node.op, node.value)
}

function compare<T>(op: string, side: T, value: T): boolean {
  if (op === 'eq') return side === value
  if (op === 'neq') return side !== value
  if (op === 'gte') return side >= value
  if (op === 'lte') return side <= value
  if (op === 'before') return side < value
  return side > value
}

function compareText(op: string, side: string, value: unknown): boolean {
  if (op === 'in') return (value as unknown[]).some((one) => side === fold(one))
  const text = fold(value)
  if (op === 'contains') return side.includes(text)
  if (op === 'starts') return side.startsWith(text)
  if (op === 'ends') return side.endsWith(text)
  return compare(op, side, text)
}

function holds(row: CaseRow, { field, op, value }: Rule): boolean {
  const type = typeOf.get(field)!
  const fact = row[field]
  if (type === 'list') {
    const items = Array.isArray(fact) ? fact.map(fold) : []
    if (op === 'is_empty') return (items.length === 0) === (value ?? true)
    if (op === 'neq') return !items.includes(fold(value))
    return items.some((item) => compareText(op, item, value))
  }
  const isEmpty = fact === null || fact === undefined || (type === 'text' && fold(fact) === '')
  if (op === 'is_empty') return isEmpty === (value ?? true)
  if (isEmpty) return op === 'neq'
  if (type === 'text') return compareText(op, fold(fact), value)
  if (op === 'in') return (value as unknown[]).some((one) => (type === 'number' ? Number(one) : one) === fact)
  if (type === 'number') return compare(op, fact as number, Number(value))
  if (type === 'moment') return compare(op, dayOf(fact as string), value as string)
  return compare(op, fact as string | boolean, value as string | boolean)
}

const belongs = (row: CaseRow, node: Node): boolean =>
  'rules' in node
    ? node.logic === 'AND'
      ? node.rules.every((one) => belongs(row, one))
      : node.rules.some((one) => belongs(row, one))
    : holds(row, node)

/** Who matches a tree, by reading every row: the ids of T1, or the kind of the refusal. */
export function evaluate(
  rows: CaseRow[],
  entity: string,
  query: Node,
): { ids: string[] } | { error: string } {
  try {
    check(query)
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message }
    throw error
  }
  return {
    ids: rows
      .filter((row) => row.tenant === 'T1' && row.entity === entity && belongs(row, query))
      .map((row) => row.id)
      .sort(),
  }
}

export interface Segment {
  id: string
  name: string
  entity: string
  query: Group
  version: number
  created_by_name: string
  uses: { kind: string; id: string; name: string }[]
}

export const segmentId = '5c000000-0000-4000-8000-000000000001'

export const createSegment = (session: Session, args: Record<string, unknown> = {}, as?: Email) =>
  ask<Segment>(
    session,
    'create_segment',
    {
      id: segmentId,
      name: 'Sumidos',
      entity: 'patients',
      query: rule('last_session_at', 'before', { days: -60 }),
      ...args,
    },
    as,
  )
