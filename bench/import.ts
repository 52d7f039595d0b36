// (q) An import of patients, from the bytes of its file to the last row, with identity, search, audit and what its undo needs,
// against its bare limit: COPY of the rows into a table beside it and one merge into the same tables.
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { createLarge } from '../tests/support/large-import.ts'
import { suggestColumns } from '../supabase/functions/_shared/sales/import/fields.ts'
import { pieceRow } from '../supabase/functions/_shared/sales/import/piece.ts'
import { readFile, readRows } from '../supabase/functions/_shared/sales/import/read.ts'
import { startBenchDatabase } from './support/database.ts'

const rows = Number(process.argv.find((each) => each.startsWith('--rows='))?.slice(7) ?? 100_000)
const repetitions = Number(process.argv.find((each) => each.startsWith('--repetitions='))?.slice(14) ?? 3)
const isProfiled = process.argv.includes('--profile')
const pieceRows = 1000

const database = await startBenchDatabase({
  port: Number(process.env.ZELO_PORT_BASE ?? 6900),
  settings: isProfiled ? ['track_functions=all'] : [],
})
try {
  const sql = database.connect(1)
  const { bytes, expected } = createLarge({ rows, dup: 5, bad: 2 })
  const user = randomUUID()
  await sql`insert into auth.users (id, email) values (${user}, 'bench@zelo.test')`
  const ratios: number[] = []
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const bare = await seconds(() => copyAndMerge(sql, bytes, repetition))
    const ours = await seconds(() => importFile(sql, bytes, repetition))
    const again = await seconds(() => importFile(sql, bytes, repetition))
    ratios.push(bare / ours)
    console.log(
      `${rows} rows: COPY + merge ${bare.toFixed(1)} s, import ${ours.toFixed(1)} s, the same file again ${again.toFixed(1)} s, ratio ${(bare / ours).toFixed(2)}`,
    )
  }
  ratios.sort((one, other) => one - other)
  console.log(
    `import : COPY + merge  ${ratios[Math.floor(ratios.length / 2)]!.toFixed(2)} (${ratios[0]!.toFixed(2)}–${ratios.at(-1)!.toFixed(2)})  ≥ 0.5`,
  )
  const [counted] =
    await sql`select sum(created)::int as created, sum(unchanged)::int as unchanged from public.imports`
  if (counted!['created'] !== expected.created * repetitions || counted!['unchanged'] !== counted!['created'])
    throw new Error('Rows were lost.')
  if (isProfiled)
    for (const row of await sql`select schemaname || '.' || funcname as name, calls, round(total_time) as total, round(self_time) as self from pg_stat_user_functions order by self_time desc limit 25`)
      console.log(JSON.stringify(row))
  await sql.end()
} finally {
  await database.stop()
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

async function clinic(sql: Sql, slug: string): Promise<string> {
  const [found] = await sql<{ id: string }[]>`
    insert into public.tenants (slug, name) values (${slug}, ${slug}) on conflict (slug) do update set name = excluded.name returning id`
  return found!.id
}

/** From the bytes to the last row, as the job does it. */
async function importFile(sql: Sql, bytes: Uint8Array, repetition: number): Promise<void> {
  const tenant = await clinic(sql, `import-${repetition}`)
  const [id, attempt] = [randomUUID(), randomUUID()]
  await sql`
    insert into public.imports (tenant_id, id, kind, file_name, bytes, state, attempt, requested_by, started_at)
    select ${tenant}, ${id}, 'patients', 'bench.csv', ${bytes.length}, 'running', ${attempt}, u.id, now() from auth.users u limit 1`
  await sql`
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, lease_token, leased_until)
    values (${tenant}, 'import_rows', ${sql.json({ id })}, ${`import:${id}`}, ${attempt}, now() + interval '1 hour')`
  const file = await readFile(bytes, 'patients')
  const columns = suggestColumns(file.headings, 'patients')
  for (let from = 0; from < file.rows.length; from += pieceRows) {
    const to = Math.min(from + pieceRows, file.rows.length)
    const piece = { from, to, total: file.rows.length, rows: [] as object[], rejected: [] as object[] }
    for (const row of readRows(file, { kind: 'patients', columns, today: '2026-12-01' }, from, to)) {
      if (row.problems.length === 0) piece.rows.push(pieceRow(row, 'patients'))
      else piece.rejected.push({ n: row.row, cells: row.cells, kinds: row.problems, wrong: row.wrong })
    }
    await sql`select app.take_import_rows(${tenant}, ${id}, ${attempt}, ${JSON.stringify(piece)}::text::jsonb)`
  }
  await sql`delete from app.jobs where tenant_id = ${tenant}`
}

/** What a script would do: COPY the rows as they are, then merge by CPF. */
async function copyAndMerge(sql: Sql, bytes: Uint8Array, repetition: number): Promise<void> {
  const tenant = await clinic(sql, `bare-${repetition}`)
  const body = Buffer.from(bytes)
    .toString()
    .replace(/^\uFEFF/, '')
  await sql.begin(async (transaction) => {
    // without what the search finds people by
    await transaction`select set_config('zelo.saves_person', 'on', true)`
    await transaction`create temp table staged (name text, cpf text, phone text, email text, born text, note text) on commit drop`
    const copy =
      await transaction`copy staged from stdin with (format csv, delimiter ';', header true)`.writable()
    await new Promise<void>((resolve, reject) => {
      copy.on('finish', resolve).on('error', reject)
      copy.end(body)
    })
    await transaction`
      with people as (
        select distinct on (s.cpf) gen_random_uuid() as id, s.* from staged s where app.normalise_cpf_cnpj(s.cpf) is not null order by s.cpf
      ), written as (
        insert into public.patients (tenant_id, id, full_name, cpf, birth_date, note)
        select ${tenant}, p.id, app.normalize_name(p.name), p.cpf, to_date(p.born, 'DD/MM/YYYY'), p.note from people p
        where not exists (select from public.patients x where x.tenant_id = ${tenant} and x.cpf = p.cpf)
      ), phones as (
        insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary)
        select ${tenant}, 'patient', p.id, app.normalize_phone(p.phone), true from people p where p.phone <> ''
      )
      insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary)
      select ${tenant}, 'patient', p.id, lower(p.email), true from people p where p.email <> ''`
  })
}
