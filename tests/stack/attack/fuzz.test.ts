import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../support/clients.ts'
import { send, signUp, withHands } from './aggressors.ts'
import { argumentsOf, readCatalogue, type Catalogue } from './catalogue.ts'

/**
 * Odd input of somebody who may call everything: an owner who also runs the service. Whatever the types of the catalogue
 * say, the answer is a refusal in words or a result, never a failure of ours.
 */
const sql = openDatabase()
const longAgo = new Date()
/** Every parameter of every function takes its time on a machine that others use too. */
const patience = 600_000
/** `ZELO_FUZZ=all`: everything into every parameter. */
const all = process.env.ZELO_FUZZ === 'all'
let catalogue: Catalogue
let token: string
let tenant: string
let findings: string[]

beforeAll(async () => {
  catalogue = await readCatalogue(sql)
  token = await signUp({ full_name: 'Curiosa', clinic_name: 'Curiosa' })
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string
  }
  await sql`insert into app.saas_admins (user_id) values (${sub})`
  const [row] = await sql`select tenant_id from public.tenant_members where user_id = ${sub}`
  tenant = row?.['tenant_id'] as string
})
beforeEach(() => (findings = []))
afterAll(async () => {
  await sql`delete from public.addon_products where created_at > ${longAgo}`
  await sql`delete from public.whatsapp_credit_packages where created_at > ${longAgo}`
  await sql`delete from app.saas_admins where user_id in (
    select user_id from public.tenant_members where tenant_id = ${tenant})`
  await sql.end()
})

/** JSON as it stands in the request: some of it no client library would write. */
const oddJson = [
  'null',
  'true',
  '5',
  '-1',
  '1.5',
  '1e400',
  '99999999999999999999999999',
  '""',
  '"x"',
  '"\\u0000"',
  '"\\ud800"',
  '"%\\\\"',
  '"(((a+)+)+)+$"',
  '"infinity"',
  '"-infinity"',
  '"294277-01-01T00:00:00Z"',
  '"2026-02-30"',
  '"{{}"',
  '[]',
  '[null,5,"x",{}]',
  '{}',
  '{"a":{"b":[1,"\\u0000"]}}',
  `${'['.repeat(400)}${']'.repeat(400)}`,
  JSON.stringify('á'.repeat(20_000)),
]

async function expectNoFailure(method: string, path: string, body?: string): Promise<void> {
  const { status, text } = await send(token, { method, path, ...(body === undefined ? {} : { body }) })
  if (status === 0 || status >= 500)
    findings.push(`${method} ${path.slice(0, 160)} ${body?.slice(0, 300)}: ${status} ${text.slice(0, 200)}`)
}

/** What a type refuses before a function begins is refused alike in all: such values are tried on its first parameter only. */
async function readConversions(types: string[]): Promise<(type: string, odd: string) => boolean> {
  const texts = oddJson.map((odd) => {
    const value: unknown = JSON.parse(odd)
    return odd.includes('\\u0000') || odd.includes('\\ud800') ? null : isPlain(value) ? String(value) : odd
  })
  const rows = await sql<{ type: string; place: number }[]>`
    select type, place::integer from unnest(${types}::text[]) type
    cross join unnest(${texts}::text[]) with ordinality odd (value, place)
    where type in ('text', 'json', 'jsonb') or pg_input_is_valid(odd.value, type)`
  const converted = new Set(rows.map(({ type, place }) => `${type} ${oddJson[place - 1]}`))
  const seen = new Set<string>()
  return (type, odd) => {
    const pair = `${type} ${odd}`
    if (converted.has(pair)) return true
    const isFirst = !seen.has(pair)
    seen.add(pair)
    return isFirst
  }
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

it('never breaks a function of the database', { timeout: patience }, async () => {
  const calls: [string, string][] = []
  const reaches = await readConversions([...new Set(catalogue.rpcs.flatMap(({ types }) => types))])
  for (const [index, rpc] of catalogue.rpcs.entries()) {
    const values = await argumentsOf(sql, rpc, catalogue.tables, tenant)
    for (const [place, parameter] of rpc.parameters.entries()) {
      const others = Object.entries(values).filter(([name]) => name !== parameter)
      const rest = others.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('')
      const odds = oddJson.filter((odd) => odd === 'null' || reaches(rpc.types[place] ?? 'text', odd))
      // a third of what gets into a parameter, another third in the next: all of it came to 25,000 calls
      for (const odd of odds.filter((odd, n) => all || odd === 'null' || (n + place + index) % 3 === 0))
        calls.push([rpc.name, `{${JSON.stringify(parameter)}:${odd}${rest}}`])
    }
    for (const whole of index === 0 ? ['', '{', '[]', 'null', '"x"', '{"p_nothing":1}'] : [''])
      calls.push([rpc.name, whole])
  }
  await withHands(calls, ([name, body]) => expectNoFailure('POST', `/rest/v1/rpc/${name}`, body))
  expect(findings).toEqual([])
})

it('never breaks a read of a table, and a costly pattern is refused', { timeout: patience }, async () => {
  const deep = `${'and('.repeat(600)}id.eq.1${')'.repeat(600)}`
  const oddValues = [
    'eq.',
    'eq.x',
    'gt.5',
    'in.(',
    'in.(,)',
    'is.x',
    'cs.{',
    'eq.%00',
    'like.%25%5C',
    'fts.(((',
    'nope.1',
  ]
  const queries = [
    `or=(${deep})`,
    'or=(',
    'select=nope',
    'select=*,tenants(*,profiles(*))',
    'select=(',
    'order=nope',
    'limit=-1',
    'limit=99999999999999999999',
    'offset=99999999999999999999',
    'x=%ff',
  ]
  const seen = new Set<string>()
  await withHands(catalogue.tables, async ({ name, columns, types }) => {
    const path = `/rest/v1/${name}`
    for (const query of queries) await expectNoFailure('GET', `${path}?${query}`)
    for (const [place, column] of columns.entries()) {
      const type = types[place] ?? 'text'
      if (place > 0 && seen.has(type)) continue
      seen.add(type)
      for (const value of oddValues) await expectNoFailure('GET', `${path}?${column}=${value}`)
    }
  })
  expect(findings).toEqual([])
  const pattern = encodeURIComponent('(.*)(.*)(.*)(.*)(.*)\\1\\2\\3\\4\\5x$')
  for (const filter of [
    `body=match.${pattern}`,
    `body=not.imatch(any).{${pattern}}`,
    `or=(body.imatch."${pattern}")`,
  ]) {
    const { status } = await send(token, { method: 'GET', path: `/rest/v1/conversation_messages?${filter}` })
    expect(status, filter).toBe(400)
  }
})
