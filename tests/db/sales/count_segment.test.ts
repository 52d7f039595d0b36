import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { order, pay } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'
import { propertyRuns } from '../support/property-runs.ts'
import {
  allOps,
  opsOf,
  count,
  evaluate,
  fillFacts,
  preview,
  rule,
  typeOf,
  useFacts,
  type CaseRow,
  type Group,
  type Node,
} from '../support/segments.ts'

const db = await createDatabase()

const read = <T>(name: string) =>
  JSON.parse(readFileSync(new URL(`segments/${name}.json`, import.meta.url), 'utf8')) as T
const people = read<CaseRow[]>('data')
const trees =
  read<
    { id: string; entity: string; query: Group; expect: { ids?: string[]; error?: string }; note: string }[]
  >('trees')

/** What the product answers: who, and how many. */
async function run(session: Session, entity: string, query: unknown) {
  try {
    const { rows, total } = await preview(session, entity, query)
    expect(await count(session, entity, query)).toBe(total)
    expect(rows.length).toBe(total)
    return { ids: rows.map((row) => row.title).sort() }
  } catch (error) {
    if ((error as { code?: string }).code !== 'PT400') throw error
    return { error: (error as Error).message }
  }
}

describe('the handed cases', () => {
  it('answer as expected, and as the evaluator in memory says', () =>
    db.rolledBack(async (session) => {
      await useFacts(session)
      await fillFacts(session, people)
      for (const { id, entity, query, expect: wanted } of trees) {
        const right = wanted.ids ? { ids: [...wanted.ids].sort() } : wanted
        expect(evaluate(people, entity, query), `evaluator: ${id}`).toEqual(right)
        expect(await run(session, entity, query), id).toEqual(right)
      }
    }))
})

const words = fc.constantFrom(
  ...['São Paulo', 'sao paulo', ' SAO PAULO ', 'paulo', 'Ana', "D'Ávila", '100%', '_', '\\', '%', '', '  '],
  ...[
    'Ωmega',
    'ωMEGA',
    '🌸',
    'x; drop table',
    "' or true --",
    '"',
    '$1',
    '($2)[1]',
    'a  b',
    'Ç',
    'ç',
    'e.tenant_id',
  ],
)
const days = fc.constantFrom('2024-02-29', '2026-05-10', '2026-05-11', '2025-12-31', '1985-03-10')
const numbers = fc.constantFrom(-5, 0, 1, 20, 60, 75.5, 100000)
const moments = fc.constantFrom(
  '2026-05-10T02:59:59Z',
  '2026-05-10T03:00:00Z',
  '2026-05-11T02:59:59.999Z',
  '2026-05-11T03:00:00Z',
  '2024-02-29T23:00:00Z',
)
const nothing = fc.constantFrom(null)
const facts = fc.record({
  entity: fc.constantFrom('contacts', 'contacts', 'contacts', 'patients'),
  tenant: fc.constantFrom<'T1' | 'T2'>('T1', 'T1', 'T2'),
  name: fc.oneof(words, nothing),
  city: fc.oneof(words, nothing),
  notes: fc.oneof(words, nothing),
  tags: fc.oneof(fc.array(words, { maxLength: 3 }), nothing),
  score: fc.oneof(numbers, nothing),
  opted_out: fc.oneof(fc.boolean(), nothing),
  birth_date: fc.oneof(days, nothing),
  created_at: fc.oneof(moments, nothing),
})
const oddValues = fc.constantFrom<unknown>(
  'muito',
  '2026-02-30',
  {},
  [],
  [[]],
  null,
  true,
  'NaN',
  'Infinity',
  '1e3',
)
const scalar = fc.oneof(
  { weight: 5, arbitrary: words },
  { weight: 5, arbitrary: numbers },
  { weight: 5, arbitrary: days },
  { weight: 3, arbitrary: fc.boolean() },
)
const leaf = fc.record({
  field: fc.oneof(
    {
      weight: 60,
      arbitrary: fc.constantFrom(
        ...['name', 'city', 'notes', 'tags', 'score', 'opted_out', 'birth_date', 'created_at'],
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('tenant', 'tenant_id', 'id', "name'", 'custom.x', 'custom.', ''),
    },
  ),
  op: fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...allOps) },
    { weight: 1, arbitrary: fc.constantFrom('like', '=', '', 'EQ') },
  ),
  value: fc.oneof(
    { weight: 8, arbitrary: scalar },
    { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
    { weight: 1, arbitrary: oddValues },
  ),
})

/** Mostly rules that fit their field: trees that are refused at once would tell little. */
const fitting = leaf.map(({ field, op, value }) => {
  const type = typeOf.get(field)
  const tries = [value, [value], '2026-05-10', 60, true, 'paulo', ['paulo', 60], [60], ['2026-05-10']]
  const ops = type && allOps.includes(op) ? opsOf[type] : undefined
  // an operator of the type, and a value that it takes
  const fit = ops && !ops.includes(op) ? ops[(op.length * 7 + field.length) % ops.length]! : op
  const isGood = (one: unknown) => !('error' in evaluate([], 'contacts', { field, op: fit, value: one }))
  return { field, op: fit, value: ops ? (tries.find(isGood) ?? value) : value }
})
const tree = fc.letrec<{ node: Node; group: Group }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 30, arbitrary: fitting },
    { weight: 1, arbitrary: leaf },
    { weight: 10, arbitrary: tie('group') },
  ),
  group: fc.record({
    logic: fc.constantFrom('AND', 'OR'),
    rules: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  }),
})).group

describe('any tree', () => {
  it('answers as the evaluator in memory, whatever the people are', () =>
    db.rolledBack(async (session) => {
      await useFacts(session)
      const refused = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(
          fc.array(facts, { minLength: 1, maxLength: 12 }),
          fc.array(tree, { minLength: 4, maxLength: 4 }),
          async (made, queries) => {
            const rows: CaseRow[] = made.map((row, index) => ({ ...row, id: `r${index}` }))
            await fillFacts(session, rows)
            for (const query of queries) {
              const right = evaluate(rows, 'contacts', query)
              const kind = 'error' in right ? right.error : 'answered'
              refused.set(kind, (refused.get(kind) ?? 0) + 1)
              expect(await run(session, 'contacts', query)).toEqual(right)
            }
          },
        ),
        { numRuns: propertyRuns(40), endOnFailure: false },
      )
      expect(refused.get('answered')).toBeGreaterThan(60)
      expect([...refused.keys()]).toContain('bad_value')
    }))
})

describe('count_segment', () => {
  it('refuses what is no tree, what is too large and what is too deep', () =>
    db.rolledBack(async (session) => {
      const one = rule('name', 'eq', 'x')
      const deep = (n: number): Group => (n === 0 ? one : { logic: 'AND', rules: [deep(n - 1)] })
      expect(await count(session, 'patients', deep(8))).toBe(0)
      for (const [query, code] of [
        [deep(9), 'segment_too_large'],
        [{ logic: 'OR', rules: Array.from({ length: 101 }, () => one.rules[0]) }, 'segment_too_large'],
        [rule('name', 'in', ['x'.repeat(40_000)]), 'segment_too_large'],
        [rule('name', 'eq', 'x'.repeat(201)), 'bad_value'],
        [
          rule(
            'name',
            'in',
            Array.from({ length: 201 }, () => 'x'),
          ),
          'bad_value',
        ],
        [{ logic: 'XOR', rules: one.rules }, 'invalid_segment'],
        [{ logic: 'AND', rules: { 0: one.rules[0] } }, 'invalid_segment'],
        [{ logic: 'AND', rules: ['name'] }, 'invalid_segment'],
        [[one], 'invalid_segment'],
        [{}, 'empty_group'],
        [{ logic: 'AND', rules: [one, { logic: 'OR', rules: [] }] }, 'empty_group'],
        [rule('last_session_at', 'before', { days: -60.5 }), 'bad_value'],
        [rule('last_session_at', 'before', { days: -60, months: 2 }), 'bad_value'],
        [{ logic: 'AND', rules: [{ field: ['name'], op: 'eq', value: 'x' }] }, 'unknown_field'],
      ] as const)
        await expectError(count(session, 'patients', query), 'PT400', code)
      await expectError(count(session, 'tenants', one), 'PT400', 'invalid_segment')
    }))

  it('says where in the tree', () =>
    db.rolledBack(async (session) => {
      const query = { logic: 'AND', rules: [rule('name', 'eq', 'x').rules[0], rule('cor', 'eq', 'x')] }
      const detail = await count(session, 'patients', query).catch(
        (error: { detail?: string }) => error.detail,
      )
      expect(detail).toBe('rules.1.rules.0')
    }))

  it('compiles every field with every comparison of its type', () =>
    db.rolledBack(async (session) => {
      const kit = await ask<{
        types: Record<string, string[]>
        fields: { entity: string; key: string; type: string }[]
      }>(session, 'get_segment_kit')
      const values: Record<string, unknown> = {
        text: 'x',
        list: 'x',
        number: 1,
        boolean: true,
        day: { days: -60 },
        moment: { days: -60 },
      }
      for (const { entity, key, type } of kit.fields) {
        const rules = kit.types[type]!.map((op) => ({
          field: key,
          op,
          value: op === 'is_empty' ? true : op === 'in' ? [values[type]] : values[type],
        }))
        expect(await count(session, entity, { logic: 'OR', rules }), `${entity}.${key}`).toBeTypeOf('number')
        expect(await preview(session, entity, { logic: 'OR', rules })).toHaveProperty('rows')
      }
    }))

  it('knows who bought what, as a patient or as a contact', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelve(session)
      const mine = await order(session, variant, { patient_id: patients.ana })
      await order(session, variant, { patient_id: patients.bia })
      await pay(session, mine.id, mine.total_cents)
      const titles = async (entity: string, query: object) =>
        (await preview(session, entity, query)).rows.map((row) => row.title)
      const [{ name } = { name: '' }] = await session.asPostgres(
        (sql) => sql<{ name: string }[]>`select name from public.order_items limit 1`,
      )
      for (const query of [
        rule('order_count', 'gte', 1),
        rule('ordered_cents', 'eq', mine.total_cents),
        rule('last_order_at', 'is_empty', false),
        rule('bought', 'eq', name),
      ])
        expect(await titles('patients', query)).toEqual(['Ana Prado'])
      await session.asPostgres((sql) => sql`select app.contact_of_patient(${aurora.id}, ${patients.ana})`)
      expect(await titles('contacts', rule('bought', 'eq', name))).toEqual(['Ana Prado'])
      expect(await titles('contacts', rule('order_count', 'gte', 2))).toEqual([])
    }))

  it('shows nobody more than their lists do', () =>
    db.rolledBack(async (session) => {
      const therapist = 'terapeuta@aurora.test'
      expect(await count(session, 'patients', rule('name', 'neq', 'x'), therapist)).toBe(0)
      for (const [entity, field, op, value] of [
        ['contacts', 'name', 'neq', 'x'],
        ['companies', 'name', 'neq', 'x'],
        ['leads', 'name', 'neq', 'x'],
        ['deals', 'title', 'neq', 'x'],
        ['patients', 'balance_due_cents', 'gte', 1],
        ['patients', 'stage', 'eq', 'lead'],
        ['patients', 'tags', 'eq', 'vip'],
      ] as const) {
        await expectError(count(session, entity, rule(field, op, value), therapist), 'PT403', 'forbidden')
        expect(await count(session, entity, rule(field, op, value))).toBeTypeOf('number')
      }
    }))

  it('never counts another clinic', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`insert into public.patients (tenant_id, full_name) values (${horizonte.id}, 'Olga Alheia')`
        await sql`insert into public.patients (tenant_id, full_name) values (${aurora.id}, 'Olga Nossa')`
      })
      const any = {
        logic: 'OR',
        rules: [...rule('name', 'starts', 'olga').rules, ...rule('name', 'neq', 'x').rules],
      }
      expect((await preview(session, 'patients', any)).rows.map((row) => row.title)).toEqual(['Olga Nossa'])
    }))

  itIsForMembers(db, (sql) => sql`select public.count_segment(${aurora.id}, 'patients', '{}')`)
})
