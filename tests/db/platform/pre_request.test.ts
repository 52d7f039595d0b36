import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

interface Asked {
  method?: string
  path?: string
  headers?: Record<string, string>
}

const asked = ({ method = 'GET', path = '/conversation_threads', headers = {} }: Asked) => {
  const call = (sql: Parameters<Parameters<Session['asAnon']>[0]>[0]) =>
    sql`select set_config('request.method', ${method}, true), set_config('request.path', ${path}, true),
      set_config('request.headers', ${JSON.stringify(headers)}, true)`.then(
      () => sql`select public.pre_request()`,
    )
  return {
    byAnon: () => db.asAnon(call),
    byMember: () => db.asUser('admin@aurora.test', call),
    byService: () => db.asServiceRole(call),
  }
}

const estimates: Asked[] = [
  { headers: { prefer: 'count=planned' } },
  { headers: { prefer: 'count=estimated' } },
  { headers: { prefer: 'return=minimal, Count = "PLANNED"' } },
  { method: 'HEAD', headers: { prefer: 'count=planned' } },
  { method: 'POST', path: '/rpc/list_conversations', headers: { prefer: 'tx=commit,count=estimated' } },
  { headers: { accept: 'application/json, application/VND.pgrst.plan+json' } },
  { method: 'POST', path: '/rpc/my_context', headers: { accept: 'application/vnd.pgrst.plan+text' } },
  // of a header that comes twice only one is here: the other may be the one that asks
  { headers: { prefer: 'return=minimal' } },
  { headers: { prefer: '' } },
  { method: 'HEAD', headers: { prefer: 'count=exact' } },
]

describe('pre_request', () => {
  it.each(estimates)('refuses %j', async (request) => {
    const { byAnon, byMember, byService } = asked(request)
    await expectError(byAnon(), 'PT400', 'estimates_not_offered')
    await expectError(byMember(), 'PT400', 'estimates_not_offered')
    await byService()
  })

  it.each<Asked>([
    {},
    { headers: { accept: 'application/vnd.pgrst.object+json' } },
    { method: 'POST', path: '/rpc/my_context', headers: { prefer: 'return=representation' } },
    { method: 'GET', path: '/rpc/list_conversations', headers: { prefer: 'count=exact' } },
    { method: 'PATCH', headers: { prefer: 'return=representation' } },
  ])('lets %j pass', async (request) => {
    const { byAnon, byMember } = asked(request)
    await byAnon()
    await byMember()
  })

  it('is what the Data API is told to call, and plans stay closed', async () => {
    const [role] = await db.asPostgres(
      (sql) => sql`select rolconfig from pg_roles where rolname = 'authenticator'`,
    )
    expect(role?.rolconfig).toEqual(
      expect.arrayContaining(['pgrst.db_pre_request=public.pre_request', 'pgrst.db_plan_enabled=false']),
    )
  })
})
