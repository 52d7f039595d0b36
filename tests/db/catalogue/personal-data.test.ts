import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

/** What a row of a person hangs on, and how columns are called that name it without a foreign key. */
const roots = `{public.patients,public.payers,public.conversation_threads,public.conversation_messages,public.conversation_notes,
  public.intake_submissions,public.patient_merges,public.patient_files,public.record_entries,public.workflow_runs,public.sessions,
  public.money_payments,public.money_charges,app.pix_charges}`
const names = '{patient_id,thread_id,conversation_id,payer_id}'

/** Tables that name a row of a person among others, with nothing about the person in them. */
const excused: Readonly<Record<string, string>> = {
  'public.conversation_note_mentions': 'who of the team was named in a note',
  'public.money_allocations': 'which payment paid which charge',
  'public.payout_entries': 'what a therapist gets of a payment',
  'public.monthly_fee_months': 'which month was charged',
  'public.order_payments': 'which payment paid which order',
  'app.pix_charge_items': 'which charges a PIX is for',
  'app.pix_payments': 'which payment a PIX became',
  'app.unbilled_sessions': 'sessions that are to be charged',
  'public.waiting_slots': 'a time that became free',
}

it('knows every table that names a patient, a conversation or a payer', async () => {
  const named = await db.asPostgres(
    (sql) => sql<{ name: string }[]>`
      select distinct c.relnamespace::regnamespace || '.' || c.relname as name from pg_class c
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text in ('public', 'app', 'app_private')
        and (exists (
            select from pg_constraint f
            where f.conrelid = c.oid and f.contype = 'f'
              and f.confrelid in (select r::regclass from unnest(${roots}::text[]) r))
          or exists (
            select from pg_attribute a
            where a.attrelid = c.oid and not a.attisdropped and a.attname = any (${names}::text[])))
      order by 1`,
  )
  const known = await db.asPostgres(
    (sql) => sql<{ name: string }[]>`select table_name as name from app.personal_data`,
  )
  const covered = new Set([...known.map(({ name }) => name), ...Object.keys(excused)])
  expect(named.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
})

it('has SQL that runs for every table', async () => {
  const rows = await db.asPostgres(
    (sql) =>
      sql<
        {
          table_name: string
          finder: string
          sorted_by: string
          open_rows: string | null
          erased_rows: string | null
          erased_set: string | null
        }[]
      >`select * from app.personal_data`,
  )
  await db.rolledBack(async (session) => {
    for (const row of rows) {
      await session.asPostgres(async (sql) => {
        await sql.unsafe(
          `do $do$ begin execute $q$ select * from ${row.table_name} t where t.tenant_id = $1 and (${row.finder}) and (${row.open_rows ?? 'true'})
             and (${row.erased_rows ?? 'true'}) order by ${row.sorted_by} $q$ using null::uuid, null::uuid[], null::uuid[], null::uuid[], null::text[]; end $do$`,
        )
        if (row.erased_set !== null)
          await sql.unsafe(
            `do $do$ begin execute $q$ update ${row.table_name} t set ${row.erased_set} where t.tenant_id = $1 and (${row.finder}) $q$
               using null::uuid, null::uuid[], null::uuid[], null::uuid[], null::text[]; end $do$`,
          )
      })
    }
  })
})
