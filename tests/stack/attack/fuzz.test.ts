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

it('never breaks a function of the database', { timeout: patience }, async () => {
  const calls: [string, string][] = []
  for (const rpc of catalogue.rpcs) {
    const values = await argumentsOf(sql, rpc, catalogue.tables, tenant)
    for (const parameter of rpc.parameters) {
      const others = Object.entries(values).filter(([name]) => name !== parameter)
      const rest = others.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('')
      for (const odd of oddJson) calls.push([rpc.name, `{${JSON.stringify(parameter)}:${odd}${rest}}`])
    }
    for (const whole of ['', '{', '[]', 'null', '"x"', '{"p_nothing":1}']) calls.push([rpc.name, whole])
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
  await withHands(catalogue.tables, async ({ name, columns }) => {
    const path = `/rest/v1/${name}`
    for (const query of queries) await expectNoFailure('GET', `${path}?${query}`)
    for (const column of columns)
      for (const value of oddValues) await expectNoFailure('GET', `${path}?${column}=${value}`)
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
