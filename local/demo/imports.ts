import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/imports'

/** A finished import of Clínica Aurora with some rejected rows; once in the life of a database. */
export async function loadDemoImports(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin((work) => fill(work as unknown as Sql))
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

const leads = [
  ['Helena Sampaio Torres', '+5511976540101', 'helena.sampaio@exemplo.test'],
  ['Marcos Vinícius Prado', '+5511976540102', 'marcos.prado@exemplo.test'],
  ['Priscila Amaral Nunes', '+5511976540103', 'priscila.amaral@exemplo.test'],
  ['Wagner Lopes Siqueira', '+5511976540104', 'wagner.lopes@exemplo.test'],
] as const

async function fill(sql: Sql): Promise<void> {
  const [owner] = await sql`
    select user_id from public.tenant_members where tenant_id = ${aurora} and role = 'owner' and status = 'active' limit 1`
  if (!owner) return
  const [id, attempt] = [randomUUID(), randomUUID()]
  const options = {
    headings: ['Nome', 'Celular', 'E-mail', 'Origem'],
    columns: ['name', 'phones', 'emails', 'origin'],
  }
  await sql`
    insert into public.imports (tenant_id, id, kind, file_name, bytes, state, attempt, requested_by, started_at, options)
    values (${aurora}, ${id}, 'leads', 'feira-da-saude.csv', 412, 'running', ${attempt}, ${owner['user_id'] as string}, now(), ${sql.json(options)})`
  await sql`
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, lease_token, leased_until, finished_at)
    values (${aurora}, 'import_rows', ${sql.json({ id })}, ${`import:${id}`}, ${attempt}, now() + interval '1 minute', null)`
  const piece = {
    from: 0,
    to: 6,
    total: 6,
    rows: leads.map(([name, phone, email], at) => ({
      n: at + 1,
      name,
      phones: [phone],
      emails: [email],
      fields: { full_name: name, origin_detail: 'Feira da Saúde' },
      custom: {},
      cells: [],
    })),
    rejected: [
      {
        n: 5,
        cells: ['Yasmin Correia', '9 8765-43', '', 'Feira da Saúde'],
        kinds: ['phone_invalid'],
        wrong: [1],
      },
      {
        n: 6,
        cells: ['Rubens Tavares', '', 'rubens@@exemplo', 'Feira da Saúde'],
        kinds: ['email_invalid'],
        wrong: [2],
      },
    ],
  }
  await sql`select app.take_import_rows(${aurora}, ${id}, ${attempt}, ${JSON.stringify(piece)}::text::jsonb)`
  await sql`select app.end_import(${aurora}, ${id}, ${attempt}, null)`
  await sql`update app.jobs set finished_at = now() where tenant_id = ${aurora} and dedupe_key = ${`import:${id}`}`
}
