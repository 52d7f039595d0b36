import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../support/clients.ts'
import { gatherAggressors, send, withHands, type Aggressor, type Answer, type Call } from './aggressors.ts'
import { argumentsOf, fingerprint, readCatalogue, type Catalogue, type Table } from './catalogue.ts'

/**
 * Whatever the catalogue knows, as whoever has no business there. The idea: an outsider is told the same about a clinic
 * that exists as about one that does not. Every difference, in status, words or counts, is a leak.
 */
const nobody = '99999999-9999-4999-8999-999999999999'
const sql = openDatabase()
const tenants: Record<string, string> = {}
let catalogue: Catalogue
let aggressors: Aggressor[]
let findings: string[]

beforeAll(async () => {
  const rows = await sql<{ slug: string; id: string }[]>`
    select slug, id from public.tenants where slug in ('aurora', 'horizonte')`
  for (const { slug, id } of rows) tenants[slug] = id
  catalogue = await readCatalogue(sql)
  aggressors = await gatherAggressors()
  // estimates are as good as the statistics
  await sql`analyze`
})
beforeEach(() => (findings = []))
afterAll(() => sql.end())

/** Makes the same call about the victim's clinic and about nobody's, and compares what is answered. */
async function compare(
  { name, token, victim }: Aggressor,
  callAbout: (tenant: string) => Call,
): Promise<Answer> {
  const tenant = tenants[victim] ?? ''
  const call = callAbout(tenant)
  const real = await send(token, call)
  const control = await send(token, callAbout(nobody))
  const said = ({ status, range, text }: Answer) => {
    const words = text
      .replace(/"request_id":"[^"]*"/, '')
      .replaceAll(tenant, '<id>')
      .replaceAll(nobody, '<id>')
    return `${status} ${range} ${words.slice(0, 300)}`
  }
  const what = `${name}: ${call.method} ${call.path} ${JSON.stringify(call.headers ?? {})}`
  if (said(real) !== said(control)) findings.push(`${what} tells ${said(real)}, otherwise ${said(control)}`)
  if (real.status === 0 || real.status >= 500) findings.push(`${what} breaks: ${said(real)}`)
  return real
}

const pairs = <T>(items: readonly T[]): [Aggressor, T][] =>
  aggressors.flatMap((aggressor) => items.map((item): [Aggressor, T] => [aggressor, item]))

/** Ways to ask how many there are; some only look like others, for whoever compares texts. */
const counts: Record<string, string | string[]>[] = [
  { prefer: 'count=planned' },
  { prefer: 'count=estimated' },
  { prefer: 'count=exact' },
  { prefer: 'return=minimal,Count = Planned' },
  { prefer: 'count="planned"' },
  { prefer: ['count=planned', 'return=minimal'] },
  { prefer: ['return=minimal', 'count=planned'] },
  { prefer: ['count=planned', 'count=exact'] },
  { accept: 'application/vnd.pgrst.plan+json' },
  { accept: 'application/json, application/vnd.pgrst.plan+text; options=analyze' },
]

/** What the commands of the edge functions ask for, all of them together: the clinic must be what they are refused for. */
const commands = {
  action: 'connect',
  thread_key: 'whatsapp:+5511912345678',
  client_id: '88888888-8888-4888-8888-888888888888',
  channel_id: '88888888-8888-4888-8888-888888888888',
  package_id: '88888888-8888-4888-8888-888888888888',
  body: 'x',
  email: 'a@b.test',
  role: 'owner',
  server_url: 'http://evolution.test',
  api_key: 'x'.repeat(32),
  account_sid: `AC${'a'.repeat(32)}`,
  auth_token: 'x'.repeat(32),
  sender_phone: '+14155230001',
}

describe('an outsider', () => {
  it('reads no row, no count and no plan of a clinic', async () => {
    const owned = catalogue.tables.filter((table): table is Table & { owner: string } => table.owner !== null)
    await withHands(pairs(owned), async ([aggressor, { name, owner }]) => {
      const path = `/rest/v1/${name}?select=${owner}`
      const read = await compare(aggressor, (tenant) => ({
        method: 'GET',
        path: `${path}&${owner}=eq.${tenant}`,
      }))
      if (read.status < 300 && read.text !== '[]')
        findings.push(`${aggressor.name} reads ${name}: ${read.text}`)
      const all = await send(aggressor.token, { method: 'GET', path: `${path}&limit=1000` })
      if (all.text.includes(tenants[aggressor.victim] ?? ''))
        findings.push(`${aggressor.name} reads ${name} unfiltered`)
      // whoever is signed in is told the same for the odd ways
      for (const headers of aggressor.name === 'stranger' ? counts : counts.slice(0, 2)) {
        await compare(aggressor, (tenant) => ({
          method: 'HEAD',
          path: `${path}&${owner}=eq.${tenant}`,
          headers,
        }))
      }
    })
    expect(findings).toEqual([])
  })

  it('writes nothing', async () => {
    const before = await fingerprints()
    await withHands(
      pairs(catalogue.tables),
      async ([{ name: who, token, victim }, { name, owner, columns }]) => {
        const tenant = tenants[victim] ?? ''
        const [found] = owner
          ? await sql`select to_jsonb(t) as row from ${sql(`public.${name}`)} t where ${sql(owner)} = ${tenant} limit 1`
          : await sql`select to_jsonb(t) as row from ${sql(`public.${name}`)} t limit 1`
        const row = (found?.['row'] ?? {}) as Record<string, unknown>
        const key = owner ?? columns[0] ?? 'id'
        const path = `/rest/v1/${name}`
        const one = `${path}?${key}=eq.${encodeURIComponent(String(row[key] ?? nobody))}`
        const headers = { prefer: 'return=representation' }
        const merging = { prefer: 'resolution=merge-duplicates,return=representation' }
        const calls: Call[] = [
          { method: 'POST', path, body: row, headers },
          { method: 'POST', path, body: row, headers: merging },
          { method: 'PUT', path: one, body: row, headers },
          { method: 'PATCH', path: one, body: { [key]: row[key] ?? nobody }, headers },
          { method: 'DELETE', path: one, headers },
        ]
        for (const call of calls) {
          const { status, text } = await send(token, call)
          if (status < 400 || status >= 500)
            findings.push(`${who}: ${call.method} ${name}: ${status} ${text}`)
        }
      },
    )
    expect(findings).toEqual([])
    expect(await fingerprints()).toEqual(before)
  })

  it('gets nothing out of a function of the database', async () => {
    const before = await fingerprints()
    const secrets = await secretsOf('aurora', 'horizonte')
    await withHands(pairs(catalogue.rpcs), async ([aggressor, rpc]) => {
      const values = await argumentsOf(sql, rpc, catalogue.tables, tenants[aggressor.victim] ?? '')
      const path = `/rest/v1/rpc/${rpc.name}`
      const asks = rpc.parameters.includes('p_tenant_id')
      const answer = asks
        ? await compare(aggressor, (tenant) => ({
            method: 'POST',
            path,
            body: { ...values, p_tenant_id: tenant },
          }))
        : await send(aggressor.token, { method: 'POST', path, body: values })
      const what = `${aggressor.name}: ${rpc.name}`
      if (asks && answer.status < 400) findings.push(`${what} answers ${answer.text.slice(0, 200)}`)
      if (answer.status >= 500) findings.push(`${what} breaks: ${answer.text.slice(0, 200)}`)
      const told = secrets[aggressor.victim]?.filter((secret) => answer.text.includes(secret)) ?? []
      if (told.length > 0) findings.push(`${what} tells ${told.join(', ')}`)
    })
    expect(findings).toEqual([])
    expect(await fingerprints()).toEqual(before)
  })

  it('gets nothing out of an edge function, and breaks none', async () => {
    const before = await fingerprints()
    const odd = [
      '',
      '{}',
      '[]',
      'null',
      '"x"',
      '{',
      '\u0000',
      `${'['.repeat(3000)}${']'.repeat(3000)}`,
      'a=b&c=%ff',
    ]
    await withHands(pairs(catalogue.functions), async ([aggressor, name]) => {
      const path = `/functions/v1/${name}`
      for (const body of aggressor.name === 'anon' || aggressor.name === 'rival' ? odd : odd.slice(0, 2)) {
        const { status, text } = await send(aggressor.token, { method: 'POST', path, body })
        if (status >= 500) findings.push(`${aggressor.name}: ${name} ${body.slice(0, 20)}: ${status} ${text}`)
      }
      await compare(aggressor, (tenant) => ({
        method: 'POST',
        path,
        body: {
          ...commands,
          tenant_id: tenant,
        },
      }))
    })
    expect(findings).toEqual([])
    expect(await fingerprints()).toEqual(before)
  })
})

const fingerprints = () => Promise.all(Object.values(tenants).map((tenant) => fingerprint(sql, tenant)))

/** Words that only the clinic's own people know. */
async function secretsOf(...slugs: string[]): Promise<Record<string, string[]>> {
  const entries = slugs.map(async (slug) => {
    const tenant = tenants[slug] ?? ''
    const rows = await sql<{ word: string }[]>`
      select contact_name as word from public.conversation_threads where tenant_id = ${tenant} and contact_name is not null
      union select phone from public.conversation_threads where tenant_id = ${tenant} and phone is not null
      union select body from public.conversation_messages where tenant_id = ${tenant} and length(body) > 8`
    return [slug, [tenant, ...rows.map(({ word }) => word)]] as [string, string[]]
  })
  return Object.fromEntries(await Promise.all(entries))
}
