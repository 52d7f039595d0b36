import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { tableRows } from '../support/markdown.ts'

const db = await createDatabase({ cast: false })

/** The first column of what the catalogue answers. */
const names = (query: (sql: TransactionSql) => Promise<{ name: string }[]>) =>
  db.asPostgres(async (sql) => (await query(sql)).map((row) => row.name))

describe('row level security', () => {
  it('is on for every table', async () => {
    expect(
      await names(
        (sql) => sql`
          select c.oid::regclass::text as name from pg_class c
          where c.relnamespace::regnamespace::text in ('public', 'app', 'app_private') and c.relkind in ('r', 'p')
            and not c.relrowsecurity`,
      ),
    ).toEqual([])
  })

  it('never opens a clinic table with a policy for every operation, for everybody or for anybody', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s on %s.%s', policyname, schemaname, tablename) as name from pg_policies
          where schemaname in ('public', 'app', 'app_private')
            and (cmd = 'ALL' or roles <> '{authenticated}' or qual = 'true' or with_check = 'true')`,
      ),
    ).toEqual([])
  })

  it('names every policy after its operation', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s on %s.%s', policyname, schemaname, tablename) as name from pg_policies
          where schemaname in ('public', 'app', 'app_private') and policyname not like lower(cmd) || '\_%'`,
      ),
    ).toEqual([])
  })

  it('calls auth.uid() once a query, not once a row', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s on %s.%s', policyname, schemaname, tablename) as name from pg_policies
          where schemaname in ('public', 'app', 'app_private')
            and regexp_count(concat(qual, with_check), 'auth\.uid\(\)') <> regexp_count(concat(qual, with_check), 'SELECT auth\.uid\(\)')`,
      ),
    ).toEqual([])
  })
})

describe('functions', () => {
  it('have an empty search_path, every one', async () => {
    expect(
      await names(
        (sql) => sql`
          select p.oid::regprocedure::text as name from pg_proc p
          where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private')
            and not 'search_path=""' = any (coalesce(p.proconfig, '{}'))`,
      ),
    ).toEqual([])
  })

  it('run as their owner only where docs/security.md says why', async () => {
    const definers = await names(
      (sql) => sql`
        select format('%s.%s', p.pronamespace::regnamespace, p.proname) as name from pg_proc p
        where p.prosecdef and p.pronamespace::regnamespace::text in ('public', 'app', 'app_private')`,
    )
    const ledger = tableRows('security.md', 'Functions that run as their owner')
    expect(definers.sort()).toEqual(ledger.map(([name]) => name).sort())
    expect(ledger.filter(([, why]) => !why)).toEqual([])
  })

  it('answer a caller without a session only where docs/security.md lists them', async () => {
    const open = await names(
      (sql) => sql`
        select format('%s.%s', p.pronamespace::regnamespace, p.proname) as name from pg_proc p
        where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private')
          and has_function_privilege('anon', p.oid, 'execute')`,
    )
    expect(open.sort()).toEqual(
      tableRows('security.md', 'What a caller without a session may call')
        .map(([name]) => name)
        .sort(),
    )
  })

  it('are not open to everybody by default, now or in a later migration', async () => {
    expect(
      await names(
        (sql) => sql`
          select p.oid::regprocedure::text as name from pg_proc p
          cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
          where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private') and x.grantee = 0`,
      ),
    ).toEqual([])
    await db.rolledBack(async ({ asPostgres }) => {
      await asPostgres(async (sql) => {
        await sql`create function app.forgotten() returns int language sql as 'select 1'`
        await sql`create table public.forgotten (id int)`
        const [row] = await sql`
          select has_function_privilege('authenticated', 'app.forgotten()', 'execute') as run,
            has_table_privilege('authenticated', 'public.forgotten', 'select') as read`
        expect(row).toEqual({ run: false, read: false })
      })
    })
  })

  it('of schema public say who calls them and which errors they raise', async () => {
    expect(
      await names(
        (sql) => sql`
          select p.oid::regprocedure::text as name from pg_proc p
          where p.pronamespace = 'public'::regnamespace
            and coalesce(obj_description(p.oid, 'pg_proc'), '') !~ 'Caller: '`,
      ),
    ).toEqual([])
  })
})

describe('grants', () => {
  it('let no browser write a table', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s %s on %s.%s', grantee, privilege_type, table_schema, table_name) as name
          from information_schema.table_privileges
          where grantee in ('anon', 'authenticated', 'PUBLIC') and table_schema in ('public', 'app', 'app_private')
            and privilege_type <> 'SELECT'`,
      ),
    ).toEqual([])
  })

  it('let a caller without a session read no table', async () => {
    expect(
      await names(
        (sql) => sql`
          select c.oid::regclass::text as name from pg_class c
          where c.relnamespace::regnamespace::text in ('public', 'app', 'app_private') and c.relkind in ('r', 'p', 'v')
            and has_any_column_privilege('anon', c.oid, 'select')`,
      ),
    ).toEqual([])
  })

  it('let no browser reach the tables of app and app_private', async () => {
    expect(
      await names(
        (sql) => sql`
          select c.oid::regclass::text as name from pg_class c
          where c.relnamespace::regnamespace::text in ('app', 'app_private') and c.relkind in ('r', 'p', 'v')
            and has_any_column_privilege('authenticated', c.oid, 'select')`,
      ),
    ).toEqual([])
    const [schema] = await db.asPostgres(
      (sql) => sql`select has_schema_privilege('authenticated', 'app_private', 'usage') as usage,
        has_schema_privilege('service_role', 'app_private', 'usage') as service, has_schema_privilege('anon', 'app', 'usage') as anon`,
    )
    expect(schema).toEqual({ usage: false, service: false, anon: false })
  })

  it('hide every hash from people who sign in', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s.%s', c.oid::regclass, a.attname) as name from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace::regnamespace::text in ('public', 'app') and c.relkind in ('r', 'p', 'v')
            and (a.attname like '%hash%' or a.attname like '%secret%' or a.attname like '%token%' or a.attname like '%credential%')
            -- how much of a text a model was given, and gave
            and a.attname not in ('prompt_tokens', 'completion_tokens')
            and has_column_privilege('authenticated', c.oid, a.attnum, 'select')`,
      ),
    ).toEqual([])
  })

  it('show every column of a table that is not a secret', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s.%s', c.oid::regclass, a.attname) as name from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            and has_any_column_privilege('authenticated', c.oid, 'select')
            and not has_column_privilege('authenticated', c.oid, a.attnum, 'select')
          order by 1`,
      ),
    ).toEqual([
      'consents.ip_hash',
      'erasures.scope',
      'evolution_instances.api_key_hash',
      'evolution_instances.previous_api_key_hash',
      'evolution_instances.previous_key_valid_until',
      'evolution_instances.secret_hash',
      'intake_invites.token_hash',
      'intake_submissions.ip_hash',
      'privacy_requests.token_hash',
      'tenant_invitations.token_hash',
      'tenants.cpf_cnpj',
      'waiting_list_offers.token_hash',
    ])
  })
})

describe('the clinical record and the audit', () => {
  it('are in the tables that no role of the API selects, and only they are', async () => {
    expect(
      await names(
        (sql) => sql`
          select c.relname as name from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
            and not has_any_column_privilege('authenticated', c.oid, 'select')
            and not has_any_column_privilege('service_role', c.oid, 'select')
          order by 1`,
      ),
    ).toEqual([
      'audit_logs',
      'private_notes',
      'record_break_glass',
      'record_entries',
      'record_entry_versions',
      'record_reads',
    ])
  })
})

describe('realtime', () => {
  it('publishes no change of a table of ours: frames would go to everybody who asks (docs/adr/0004)', async () => {
    expect(
      await names(
        (sql) => sql`
          select format('%s.%s in %s', t.schemaname, t.tablename, t.pubname) as name from pg_publication_tables t
          where t.schemaname in ('public', 'app', 'app_private')`,
      ),
    ).toEqual([])
  })
})
