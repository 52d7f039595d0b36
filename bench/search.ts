// (l) What the search of the whole clinic costs the database: all groups in one call, at 100,000 patients and 1,000,000 messages
// of one clinic. p95 of the statement under the role of the Data API.
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { fillClinics, firstNames, receptionist, surnames } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember } from './support/frame.ts'
import { numberOption } from './support/options.ts'

const messages = numberOption('messages', 1_000_000)
const patients = numberOption('patients', 100_000)
const times = numberOption('times', 40)
const tenant = aurora.tenantId

/** What is typed, by what is hard about it. */
const searches: Record<string, string[]> = {
  'a first name of thousands': ['maria', 'ana', 'joão'],
  'first name and surname': ['maria silva', 'helena xavier', 'souza joao'],
  beginnings: ['mar sil', 'hel xa', 'a', 'sa'],
  'a rare name': ['zoroastra', 'bartolomeu quixada'],
  'one letter wrong': ['helema xavier', 'bitencourt', 'guimaraez', 'zoroasta'],
  'a phone': ['98765', '0042', '11 9 1000 0042'],
  'a CPF': ['000.000.421', '00000042100'],
  'a day and a name': ['maria amanhã', 'amanhã', 'silva hoje 15h'],
  'an amount': ['180,00', 'maria 180,00'],
  'words of messages': ['remarcar sessão', 'consulta febre', 'recibo imposto de renda', 'protocolo'],
  nothing: ['palavra-que-ninguém-escreveu'],
}

const database = await startBenchDatabase({ settings: ['shared_buffers=1GB'] })
try {
  const superuser = postgres(databaseUrl(database.superuserUrl, 'postgres'), { max: 1, onnotice: () => {} })
  const began = performance.now()
  await fillClinics(superuser, messages)
  await fillPeople(superuser)
  await superuser.end()
  console.log(`filled in ${Math.round((performance.now() - began) / 1000)} s`)
  const sql = database.connect(1)
  const all: number[] = []
  await asMember(sql, receptionist, async (transaction) => {
    for (const [name, texts] of Object.entries(searches))
      all.push(...(await measure(transaction, name, texts)))
  })
  console.log(`all searches: p50 ${quantile(all, 0.5)} ms, p95 ${quantile(all, 0.95)} ms`)
  await sql.end()
} finally {
  await database.stop()
}

async function measure(sql: TransactionSql, name: string, texts: string[]): Promise<number[]> {
  const took: number[] = []
  let late = 0
  for (let round = 0; round < times; round += 1) {
    for (const text of texts) {
      const start = performance.now()
      const rows = await sql`select * from public.search_global(${tenant}, ${text}, null, 5)`
      if (round > 1) took.push(performance.now() - start)
      late += rows.filter(({ id }) => id === null).length
    }
  }
  console.log(
    `${name.padEnd(28)} p50 ${quantile(took, 0.5)} ms, p95 ${quantile(took, 0.95)} ms${late > 0 ? `, ${late} groups late` : ''}`,
  )
  return took
}

function quantile(values: number[], part: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0).toFixed(1)
}

/** Patients with the names of people, their entries in the search, sessions and charges: by statements, not by triggers. */
async function fillPeople(sql: Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    // an index that is made at once takes a tenth of the time of one that grows row by row
    const [index] = await transaction<{ definition: string }[]>`
      select indexdef as definition from pg_indexes where schemaname = 'app' and indexname = 'search_entries_words'`
    await transaction`drop index app.search_entries_words`
    await transaction`
      insert into public.patients (tenant_id, full_name, cpf)
      select ${tenant}, (${firstNames}::text[])[1 + n % ${firstNames.length}] || ' ' || (${surnames}::text[])[1 + n / 7 % ${surnames.length}]
        || ' ' || (${surnames}::text[])[1 + n / 61 % ${surnames.length}], lpad((n * 100)::text, 11, '0')
      from generate_series(1, ${patients}::int) n`
    await transaction`
      update public.patients set full_name = 'Zoroastra Quixadá' where tenant_id = ${tenant} and cpf = '00000042100'`
    await transaction`
      insert into app.search_entries (tenant_id, kind, record_id, title, name, words)
      select p.tenant_id, 'patient', p.id, p.name, w.words, ' ' || w.words || ' ' || split_part(w.words, ' ', 1) || right(p.cpf, 4)
        || ' exemplo test #55119' || right(p.cpf, 8) || ' #5511' || right(p.cpf, 8) || ' #' || p.cpf
      from public.patients p, lateral (select extensions.unaccent(lower(p.name)) as words) w
      where p.tenant_id = ${tenant} on conflict do nothing`
    await transaction.unsafe(index?.definition ?? '')
    await transaction`
      insert into app.search_vocabulary (tenant_id, word, keys)
      select n.tenant_id, n.word, app.word_keys(n.word) from (
        select distinct e.tenant_id, w as word from app.search_entries e, unnest(string_to_array(e.words, ' ')) w
        where char_length(w) between 4 and 60 and w !~ '[0-9#]') n on conflict do nothing`
    await transaction`
      insert into public.therapists (tenant_id, user_id, name)
      select ${tenant}, gen_random_uuid(), 'Terapeuta ' || n from generate_series(1, 30) n`
    await transaction`insert into public.session_types (tenant_id, name) values (${tenant}, 'Individual do teste')`
    await transaction`
      insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time)
      select ${tenant}, t.user_id, y.id, m.at, m.at + interval '50 minutes', 'attended', false
      from public.therapists t, public.session_types y, generate_series(current_date - 700, current_date + 14, '1 day') d,
        generate_series(8, 15) h, lateral (select (d::date + make_time(h, 0, 0)) at time zone 'America/Sao_Paulo' as at) m
      where t.tenant_id = ${tenant} and t.name like 'Terapeuta %' and y.tenant_id = ${tenant} and y.name = 'Individual do teste' and extract(isodow from d) < 6`
    await transaction`
      with p as (select id, row_number() over (order by id) - 1 as n from public.patients where tenant_id = ${tenant}),
      s as (select id, status, row_number() over (order by therapist_id, starts_at) as n from public.sessions where tenant_id = ${tenant})
      insert into public.session_patients (tenant_id, session_id, patient_id, status)
      select ${tenant}, s.id, p.id, s.status from s join p on p.n = (s.n / 4) % ${patients}::int on conflict do nothing`
    await transaction`
      insert into public.payers (tenant_id, identity, patient_id)
      select tenant_id, 'patient:' || id, id from public.patients where tenant_id = ${tenant} on conflict do nothing`
    await transaction`
      insert into public.money_charges (tenant_id, id, payer_id, patient_id, session_id, therapist_id, origin, due_on, amount_cents, paid_cents)
      select s.tenant_id, gen_random_uuid(), y.id, x.patient_id, s.id, s.therapist_id, 'session', s.starts_at::date,
        (array[18000, 20000, 15000, 25000])[1 + extract(epoch from s.starts_at)::bigint / 3600 % 4], 0
      from public.sessions s join public.session_patients x on x.tenant_id = s.tenant_id and x.session_id = s.id
      join public.payers y on y.tenant_id = s.tenant_id and y.patient_id = x.patient_id
      where s.tenant_id = ${tenant}`
    await transaction`
      insert into public.money_payments (tenant_id, id, payer_id, amount_cents, created_at)
      select c.tenant_id, c.id, c.payer_id, c.amount_cents, c.due_on from public.money_charges c where c.tenant_id = ${tenant} and c.due_on < current_date`
    await transaction`
      insert into public.money_entries (tenant_id, id, payer_id, patient_id, session_id, kind, amount_cents, balance_after_cents, method, occurred_on)
      select c.tenant_id, c.id, c.payer_id, c.patient_id, null, 'payment', -c.amount_cents, 0, 'pix', c.due_on
      from public.money_charges c where c.tenant_id = ${tenant} and c.due_on < current_date`
  })
  await sql`vacuum analyze`
}
