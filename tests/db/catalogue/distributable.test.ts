import { readFileSync } from 'node:fs'
import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

/** The rules, with what is shared by clinics and who may ask several at once, each by name. */
const rules = readFileSync(new URL('distributable.sql', import.meta.url), 'utf8')

const faults = (sql: TransactionSql) => sql.unsafe<{ rule: string; what: string }[]>(rules)

/** What the rules say after `change`, which is taken back. */
async function faultsAfter(change: string): Promise<string[]> {
  let found: string[] = []
  await db.rolledBack(({ asPostgres }) =>
    asPostgres(async (sql) => {
      await sql.unsafe(change)
      found = (await faults(sql)).map(({ rule, what }) => `${rule}: ${what}`)
    }),
  )
  return found
}

describe('the schema', () => {
  it('can be distributed by tenant_id', async () => {
    expect([...(await db.asPostgres(faults))]).toEqual([])
  })
})

const table = (columns: string) => `create table app.bad (${columns})`

describe('the gate', () => {
  it.each([
    ['has tenant_id, or is named here with its reason: app.bad', table('id uuid primary key')],
    [
      'tenant_id is a uuid and never NULL: app.bad',
      `${table('tenant_id uuid, id uuid')}; alter table app.bad add primary key (id)`,
    ],
    ['has a primary key: app.bad', table('tenant_id uuid not null')],
    [
      'every unique key contains tenant_id: app.bad: app.bad_once',
      `${table('tenant_id uuid, token text, primary key (tenant_id, token)')}; create unique index bad_once on app.bad (token) include (tenant_id)`,
    ],
    [
      'every exclusion compares tenant_id by equality: app.bad: bad_overlap',
      table(`tenant_id uuid, at tstzrange, primary key (tenant_id, at),
        constraint bad_overlap exclude using gist (at with &&)`),
    ],
    [
      'a deletion sets no part of a key with tenant_id to NULL or its default: app.bad: bad_member',
      table(`tenant_id uuid, user_id uuid, id uuid, primary key (tenant_id, id), constraint bad_member
        foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete set null (user_id)`),
    ],
    [
      "no table that is shared refers to a clinic's table: app.channel_routes: bad_channel",
      `alter table app.channel_routes add constraint bad_channel
        foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id)`,
    ],
    [
      'numbers come from a sequence, not from an identity column: app.bad.id',
      table('tenant_id uuid, id bigint generated always as identity, primary key (tenant_id, id)'),
    ],
    [
      "every query of a clinic's table names tenant_id, or its function is named here: app.bad: select count(*) from public.conversation_threads t where t.phone = ''",
      `create function app.bad() returns bigint language sql as $$
        -- tenant_id = only in words
        select count(*) from public.conversation_threads t where t.phone = 'tenant_id = 1;' $$`,
    ],
  ])('says that %s', async (fault, change) => {
    expect(await faultsAfter(change)).toContain(fault)
  })

  it('says when a key between two clinics could be written', async () => {
    expect(
      await faultsAfter(`create unique index threads_id on public.conversation_threads (id);
        alter table public.conversation_threads add constraint threads_id unique using index threads_id;
        ${table(`tenant_id uuid, thread_id uuid constraint bad_thread references public.conversation_threads (id),
          primary key (tenant_id, thread_id)`)}`),
    ).toEqual([
      "a reference to a clinic's table carries tenant_id: app.bad: bad_thread",
      'every unique key contains tenant_id: public.conversation_threads: threads_id',
    ])
  })
})
