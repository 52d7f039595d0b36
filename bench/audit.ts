// (q) What the audit costs: the inbound transaction, and a form that a person saves, with its triggers and without.
import type { Sql } from 'postgres'
import postgres from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { anyOf, createSenders, ingestEvent, type Sender } from './support/events.ts'
import { asMember } from './support/frame.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const milliseconds = numberOption('milliseconds', 2000)
const repetitions = numberOption('repetitions', 5)
const conversations = numberOption('conversations', 2000)
/** Owner of Clínica Aurora (supabase/seed.sql). */
const owner = '00000000-0000-4000-8000-000000000001'

const database = await startBenchDatabase()
try {
  const superuser = postgres(databaseUrl(database.superuserUrl, 'postgres'), { max: 1, onnotice: () => {} })
  const triggers = await superuser<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger
    where tgfoid in ('app.tg_any__audit'::regproc, 'app.tg_audit_logs__seal'::regproc)`
  const sql = database.connect(4)
  const senders = await createSenders(sql, conversations)
  for (const [name, work] of [
    ['inbound RPC', () => ingest(sql, senders)],
    ['a patient is saved', () => save(sql)],
  ] as const) {
    const [ratio] = await compare([contender(false, work), contender(true, work)], {
      milliseconds,
      repetitions,
    })
    if (ratio) printRatio(`${name} with the audit`, ratio, '≥ 0.9')
  }

  function contender(audited: boolean, work: () => Promise<number>): Contender {
    return {
      name: audited ? 'with' : 'without',
      async run(time) {
        for (const { table, name } of triggers)
          await superuser.unsafe(`alter table ${table} ${audited ? 'enable' : 'disable'} trigger ${name}`)
        return lanes(4, time, work)
      },
    }
  }
  await sql.end()
  await superuser.end()
} finally {
  await database.stop()
}

async function ingest(sql: Sql, senders: Sender[]): Promise<number> {
  await sql`select app.ingest_whatsapp_events(${JSON.stringify([ingestEvent(anyOf(senders))])}::text::jsonb)`
  return 1
}

async function save(sql: Sql): Promise<number> {
  const digits = String(Math.floor(Math.random() * 1e8)).padStart(8, '0')
  await asMember(
    sql,
    owner,
    (transaction) => transaction`
      select public.save_patient(${aurora.tenantId}, gen_random_uuid(), null,
        ${transaction.json({ full_name: `Pessoa ${digits}`, city: 'Santos' })}, ${transaction.json([{ phone: `119${digits}` }])})`,
  )
  return 1
}
