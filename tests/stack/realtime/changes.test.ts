import { randomUUID } from 'node:crypto'
import type { RealtimePostgresChangesPayload } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { Lab, pause, until } from './support.ts'

const lab = new Lab()
const ana = randomUUID()
const bia = randomUUID()

type Row = Record<string, unknown>
type Change = RealtimePostgresChangesPayload<Row>
interface System {
  status: string
  message: string
}

beforeAll(async () => {
  await lab.sql.unsafe(`
    drop table if exists public.realtime_probe, public.realtime_unlisted;
    create table public.realtime_probe (
      id bigint primary key, owner uuid not null, body text, tags text[], amount numeric, at timestamptz,
      secret text, data jsonb, bytes bytea);
    alter table public.realtime_probe enable row level security;
    create policy probe_owner on public.realtime_probe for select to authenticated
      using (owner = (select auth.uid()));
    grant select (id, owner, body, tags, amount, at, data, bytes) on public.realtime_probe to authenticated;
    create table public.realtime_unlisted (id bigint primary key);
    grant select on public.realtime_unlisted to authenticated;
    alter publication supabase_realtime add table public.realtime_probe;`)
})
beforeEach(() => lab.sql`truncate public.realtime_probe`)
afterEach(() => lab.sql`alter table public.realtime_probe replica identity default`)
afterAll(async () => {
  await lab.sql`drop table if exists public.realtime_probe, public.realtime_unlisted`
  await lab.close()
})

interface Wanted {
  event?: '*' | 'INSERT' | 'UPDATE' | 'DELETE'
  table?: string
  filter?: string
}

async function follow(user: string, wanted: Wanted = {}): Promise<{ changes: Change[]; systems: System[] }> {
  const channel = (await lab.user(user)).channel(`changes-${randomUUID()}`)
  const changes: Change[] = []
  const systems: System[] = []
  const { event = '*', table = 'realtime_probe', filter } = wanted
  channel
    .on(
      'postgres_changes',
      { event: event as '*', schema: 'public', table, ...(filter ? { filter } : {}) },
      (change) => changes.push(change as Change),
    )
    .on('system', {}, (message: System) => systems.push(message))
    .subscribe()
  await until(() => systems.length, 'the subscription')
  return { changes, systems }
}

it('shows inserts, updates and deletes with typed values, and only the columns that the role may read', async () => {
  const { changes, systems } = await follow(ana)
  expect(systems[0]).toMatchObject({ status: 'ok', message: 'Subscribed to PostgreSQL' })
  await lab.sql`
    insert into public.realtime_probe
    values (1, ${ana}, 'olá', '{a,"b c"}', 12.5, '2026-11-22 19:00:00.123456+00', 'hidden', '{"k":[1]}', '\\x6869')`
  await until(() => changes.length === 1, 'the insert')
  await lab.sql`update public.realtime_probe set body = 'tchau' where id = 1`
  await until(() => changes.length === 2, 'the update')
  await lab.sql`delete from public.realtime_probe where id = 1`
  await until(() => changes.length === 3, 'the delete')
  const record = {
    id: 1,
    owner: ana,
    body: 'olá',
    tags: ['a', 'b c'],
    amount: 12.5,
    at: '2026-11-22T19:00:00.123456+00:00',
    data: { k: [1] },
    bytes: '6869',
  }
  expect(changes[0]).toMatchObject({
    eventType: 'INSERT',
    schema: 'public',
    table: 'realtime_probe',
    errors: null,
  })
  expect(changes[0]?.new).toEqual(record)
  expect(changes[1]).toMatchObject({ eventType: 'UPDATE', new: { ...record, body: 'tchau' }, old: { id: 1 } })
  expect(changes[2]).toMatchObject({ eventType: 'DELETE', new: {}, old: { id: 1 } })
  expect(changes[0]?.commit_timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

it('shows a row to those whose policies allow it, and to nobody else', async () => {
  const own = await follow(ana)
  const foreign = await follow(bia)
  await lab.sql`insert into public.realtime_probe (id, owner) values (1, ${ana}), (2, ${bia})`
  await until(() => own.changes.length && foreign.changes.length, 'both changes')
  await pause(150)
  expect(own.changes.map((change) => (change.new as Row)['id'])).toEqual([1])
  expect(foreign.changes.map((change) => (change.new as Row)['id'])).toEqual([2])
})

it('applies filters with the types of the columns, all of them together', async () => {
  const { changes } = await follow(ana, { filter: 'amount=gte.10,body=in.(a,"b,c")' })
  await lab.sql`
    insert into public.realtime_probe (id, owner, amount, body)
    values (1, ${ana}, 9, 'a'), (2, ${ana}, 10, 'b,c'), (3, ${ana}, 100, 'd'), (4, ${ana}, null, 'a'), (5, ${ana}, 11, 'a')`
  await until(() => changes.length === 2, 'the matching rows')
  await pause(100)
  expect(changes.map((change) => (change.new as Row)['id'])).toEqual([2, 5])
})

it('follows only the event that was asked for', async () => {
  const { changes } = await follow(ana, { event: 'UPDATE' })
  await lab.sql`insert into public.realtime_probe (id, owner) values (1, ${ana})`
  await lab.sql`update public.realtime_probe set body = 'x' where id = 1`
  await until(() => changes.length, 'the update')
  await pause(100)
  expect(changes.map(({ eventType }) => eventType)).toEqual(['UPDATE'])
})

it('matches a filter on deletes only where the old row is in the WAL, and shows its key alone', async () => {
  const { changes } = await follow(ana, { event: 'DELETE', filter: `owner=eq.${ana}` })
  await lab.sql`insert into public.realtime_probe (id, owner, body) values (1, ${ana}, 'a'), (2, ${ana}, 'b')`
  await lab.sql`delete from public.realtime_probe where id = 1`
  await lab.sql`alter table public.realtime_probe replica identity full`
  await lab.sql`delete from public.realtime_probe where id = 2`
  await until(() => changes.length, 'the second delete')
  expect(changes.map(({ old }) => old)).toEqual([{ id: 2 }])
})

it('says why a subscription cannot work', async () => {
  const unlisted = await follow(ana, { table: 'realtime_unlisted' })
  expect(unlisted.systems[0]).toMatchObject({
    status: 'error',
    message: expect.stringContaining('Please check Realtime is enabled for the given connect parameters'),
  })
  const column = await follow(ana, { filter: 'nothing=eq.1' })
  expect(column.systems[0]?.message).toContain('invalid column for filter nothing')
  const value = await follow(ana, { filter: 'id=eq.x' })
  expect(value.systems[0]?.message).toContain('22P02')
  const grammar = await follow(ana, { filter: 'id=resembles.1' })
  expect(grammar.systems[0]?.message).toContain('Error parsing `filter` params')
})

it('follows a table that joins the publication later', async () => {
  await lab.sql`alter publication supabase_realtime add table public.realtime_unlisted`
  const { changes } = await follow(ana, { table: 'realtime_unlisted' })
  await lab.sql`insert into public.realtime_unlisted values (7)`
  await until(() => changes.length, 'the change')
  expect(changes[0]?.new).toEqual({ id: 7 })
})
