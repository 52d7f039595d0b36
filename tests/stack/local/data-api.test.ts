import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAnon, asUser, openDatabase, request } from '../support/clients.ts'
import { cycle } from '../support/services.ts'
import { ownStack } from '../support/stack.ts'

const sql = openDatabase()

beforeAll(async () => {
  await sql.unsafe(`
    drop schema if exists probe cascade;
    drop table if exists public.probe_rows, public.probe_hidden;
    create table public.probe_rows (
      id integer generated always as identity primary key,
      amount numeric(10, 2) not null,
      note jsonb,
      at timestamptz not null default '2026-01-02 03:04:05+00',
      constraint amount_is_positive check (amount > 0)
    );
    create table public.probe_hidden (id integer primary key, secret text);
    alter table public.probe_rows enable row level security;
    create policy probe on public.probe_rows for all to authenticated using (true) with check (true);
    revoke all on public.probe_rows, public.probe_hidden from anon, authenticated, service_role;
    grant select, insert on public.probe_rows to authenticated;
    create or replace function public.probe_raise(p_code text) returns void language plpgsql as $$
      begin raise exception using errcode = p_code, message = 'machine_code', detail = 'what', hint = 'way out'; end $$;
    create or replace function public.probe_jsonb(p jsonb) returns text language sql as $$ select jsonb_typeof(p) $$;
    create or replace function public.probe_claims() returns jsonb language sql stable as
      $$ select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'email', auth.email(), 'db', current_user) $$;
    create or replace function public.probe_sleep() returns void language sql as $$ select pg_sleep(12) $$;
    grant execute on function public.probe_raise(text), public.probe_jsonb(jsonb), public.probe_claims(),
      public.probe_sleep() to authenticated;
  `)
  await cycle('api', Number(new URL(ownStack().gatewayUrl).port) + 3)
})

afterAll(async () => {
  await sql.unsafe(`
    drop table if exists public.probe_rows, public.probe_hidden;
    drop function if exists public.probe_raise(text), public.probe_jsonb(jsonb), public.probe_claims(), public.probe_sleep();
  `)
  await sql.end()
})

test('lite works with a login that is no superuser and owns nothing', async () => {
  await asAnon().from('tenants').select('id')
  const rows = await sql`
    select distinct usename, usesuper from pg_stat_activity a join pg_user u using (usename) where application_name = 'lite'`
  expect([...rows]).toEqual([{ usename: 'lite_app', usesuper: false }])
  const owned = await sql`select relname from pg_class where relowner = 'lite_app'::regrole`
  expect(owned).toHaveLength(0)
})

test('lite leaves the grants of the migrations alone', async () => {
  for (const client of [asAnon(), await asUser('admin@aurora.test')]) {
    const { error } = await client.from('probe_hidden').select()
    expect(error).toMatchObject({ code: '42501' })
  }
  const { error } = await asAnon().from('probe_rows').select()
  expect(error).toMatchObject({ code: '42501' })
})

test.each([
  ['PT402', 402],
  ['PT409', 409],
  ['P0001', 400],
  ['ZE001', 400],
  ['57014', 500],
  ['28000', 403],
])('SQLSTATE %s reaches the client whole, with status %i', async (code, status) => {
  const client = await asUser('admin@aurora.test')
  const answer = await client.rpc('probe_raise', { p_code: code })
  expect(answer.status).toBe(status)
  expect(answer.error).toMatchObject({ code, message: 'machine_code', details: 'what', hint: 'way out' })
})

test('a check violation names its constraint', async () => {
  const client = await asUser('admin@aurora.test')
  const { error, status } = await client.from('probe_rows').insert({ amount: -1 })
  expect(status).toBe(400)
  expect(error).toMatchObject({ code: '23514', message: expect.stringContaining('amount_is_positive') })
})

test('jsonb is jsonb on both ways, numbers are numbers, times are ISO', async () => {
  const client = await asUser('admin@aurora.test')
  for (const [value, type] of [
    [{ a: 1 }, 'object'],
    [[1], 'array'],
    [true, 'boolean'],
    [5, 'number'],
  ] as const) {
    expect((await client.rpc('probe_jsonb', { p: value })).data).toBe(type)
  }
  const note = { deep: { list: [1, 'two', null] } }
  const { data } = await client.from('probe_rows').insert({ amount: 10.5, note }).select().single()
  expect(data).toMatchObject({ amount: 10.5, note, at: '2026-01-02T03:04:05+00:00' })
  const [row] = await sql`select jsonb_typeof(note) as type from public.probe_rows where id = ${data?.id}`
  expect(row?.type).toBe('object')
})

test('the caller is known to functions with the rights of the caller', async () => {
  const client = await asUser('admin@aurora.test')
  const { data } = await client.rpc('probe_claims')
  const uid = '00000000-0000-4000-8000-000000000001'
  expect(data).toEqual({ uid, role: 'authenticated', email: 'admin@aurora.test', db: 'authenticated' })
})

test('a statement ends after eight seconds', async () => {
  const client = await asUser('admin@aurora.test')
  const { error } = await client.rpc('probe_sleep')
  expect(error).toMatchObject({ code: '57014' })
})

test('an update without a filter is refused', async () => {
  await sql`grant update on public.probe_rows to authenticated`
  const client = await asUser('admin@aurora.test')
  const { data } = await client.auth.getSession()
  const response = await request('/rest/v1/probe_rows', {
    method: 'PATCH',
    headers: { authorization: `Bearer ${data.session?.access_token}`, 'content-type': 'application/json' },
    body: '{"amount": 1}',
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: '21000' })
})

test.each(['5', '-1', '{}', '[1]', '99999999999999999999', 'abc', '2020-13-45'])(
  'a timestamp that is none, %s, is the fault of whoever asks',
  async (value) => {
    const client = await asUser('admin@aurora.test')
    for (const operator of ['eq', 'gt', 'neq', 'in', 'not.lt']) {
      const { status } = await client
        .from('probe_rows')
        .select('id')
        .filter('at', operator, operator === 'in' ? `(${value})` : value)
      expect(status, operator).toBe(400)
    }
  },
)
