import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

/** Tables that are not about one clinic. */
const withoutTenant = [
  'activity_kinds',
  'addon_products',
  'api_scopes',
  'channel_kinds',
  'channel_media',
  'channel_prices',
  'contact_email_types',
  'contact_types',
  'document_kinds',
  'health_occupations',
  'intake_fields',
  'intake_purposes',
  'lead_origins',
  'modules',
  'money_kinds',
  'notification_kinds',
  'payment_methods',
  'product_kinds',
  'profession_limits',
  'profiles',
  'session_statuses',
  'stock_reasons',
  'tenants',
  'webhook_event_kinds',
  'whatsapp_credit_packages',
]

describe('keys', () => {
  it('start with tenant_id on every clinic table, so that the schema shards by it', async () => {
    const rows = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`
        select c.relname as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not exists (
          select from pg_constraint k
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
          where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'tenant_id')
        order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual(withoutTenant)
  })

  it('of a reference to a clinic table carry tenant_id, so that no row points into another clinic', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select k.conrelid::regclass::text as table, k.conname as constraint from pg_constraint k
        where k.contype = 'f' and k.connamespace::regnamespace::text in ('public', 'app', 'app_private')
          and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id' and not a.attisdropped)
          and not exists (
            select from unnest(k.conkey, k.confkey) u (mine, theirs)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.mine and a.attname = 'tenant_id'
            join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.theirs and b.attname = 'tenant_id')`,
    )
    expect(rows).toEqual([])
  })

  it('of every reference have an index and say what a deletion does', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select k.conrelid::regclass::text as table, k.conname as constraint from pg_constraint k
        where k.contype = 'f' and k.connamespace::regnamespace::text in ('public', 'app', 'app_private')
          and (k.confdeltype = 'a' or not exists (
            select from pg_index i where i.indrelid = k.conrelid
              and (i.indkey::int2[])[0 : cardinality(k.conkey) - 1] @> k.conkey))`,
    )
    expect(rows).toEqual([])
  })

  it('belong to every table', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select c.oid::regclass::text as table from pg_class c
        where c.relnamespace::regnamespace::text in ('public', 'app', 'app_private') and c.relkind = 'r'
          and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
    )
    expect(rows).toEqual([])
  })
})

describe('columns', () => {
  it('that hold a moment know its time zone', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select table_name, column_name from information_schema.columns
        where table_schema in ('public', 'app', 'app_private') and data_type = 'timestamp without time zone'`,
    )
    expect(rows).toEqual([])
  })
})
