import { describe, expect, it } from 'vitest'
import { aurora, strangersToAurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'

interface Rpc {
  name: string
  parameters: string[]
  types: string[]
}

const db = await createDatabase()
const nobodysClinic = '99999999-9999-4999-8999-999999999999'

// every function that browsers may call about a clinic, whoever adds it
const rpcs = await db.asPostgres(
  (sql) => sql<Rpc[]>`
    select p.proname as name, p.proargnames[1:p.pronargs] as parameters,
      array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality u (t, n) order by n) as types
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and 'p_tenant_id' = any (p.proargnames[1:p.pronargs])
      and has_function_privilege('authenticated', p.oid, 'execute')
    order by 1`,
)

/** A value that no function would accept, where the type has one: whoever checks it before the caller tells it. */
const oddValue: Record<string, string> = {
  text: '',
  integer: '-1',
  bigint: '-1',
  uuid: nobodysClinic,
  jsonb: '[]',
  'text[]': '{}',
  'uuid[]': '{}',
  boolean: 'true',
  'timestamp with time zone': '-infinity',
  date: '-infinity',
}

type Fill = (type: string) => string | null

const fills: [string, Fill][] = [
  ['without values', () => null],
  ['with odd values', (type) => oddValue[type] ?? null],
]

/** What the caller is told: SQLSTATE and words, or that the call was answered. */
async function told(session: Session, email: (typeof strangersToAurora)[number], call: string) {
  try {
    await session.asUser(email, (sql) => sql.unsafe(call))
    return 'answered'
  } catch (error) {
    const { code, message, detail, hint } = error as Record<string, string | undefined>
    return [code, message, detail, hint].filter(Boolean).join(' / ')
  }
}

function callOf(rpc: Rpc, tenant: string, fill: Fill): string {
  const values = rpc.parameters.map((parameter, index) => {
    const type = rpc.types[index] ?? 'text'
    const value = parameter === 'p_tenant_id' ? tenant : fill(type)
    return `${parameter} => ${value === null ? 'null' : `'${value}'`}::${type}`
  })
  return `select * from public.${rpc.name}(${values.join(', ')})`
}

describe.each(fills)('a call about a clinic of others, %s', (_, fill) => {
  it.each(rpcs.map((rpc) => [rpc.name, rpc] as const))('%s tells nothing', (name, rpc) =>
    db.rolledBack(async (session) => {
      for (const email of strangersToAurora) {
        if (email === 'saas@zelo.test' && name.startsWith('saas_')) continue
        const answer = await told(session, email, callOf(rpc, aurora.id, fill))
        expect(answer, email).toMatch(/^PT403 \/ (not_a_member|forbidden)/)
        expect(await told(session, email, callOf(rpc, nobodysClinic, fill)), email).toBe(answer)
      }
    }),
  )
})

it('knows the functions of a clinic', () => {
  expect(rpcs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['list_conversations', 'list_messages', 'update_tenant']),
  )
})
