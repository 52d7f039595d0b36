// (v) Sales at size: who matches a rule tree among 100,000 contacts and patients, counted while somebody builds it, against
// the bare count of the table; and the deals' board with 5,000 open deals, as a page asks for it.
import type { Sql } from 'postgres'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember } from './support/frame.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const people = numberOption('people', 100_000)
const deals = numberOption('deals', 5_000)
const times = numberOption('times', 15)
const tenant = aurora.tenantId
/** Owner of Clínica Aurora (supabase/seed.sql). */
const owner = '00000000-0000-4000-8000-000000000001'

const trees = {
  'contacts of an origin': [
    'contacts',
    { logic: 'AND', rules: [{ field: 'origin', op: 'eq', value: 'csv' }] },
  ],
  'contacts whose name contains, or former': [
    'contacts',
    {
      logic: 'OR',
      rules: [
        { field: 'name', op: 'contains', value: 'souza' },
        { field: 'stage', op: 'eq', value: 'former' },
      ],
    },
  ],
  'patients who did not come for 60 days': [
    'patients',
    {
      logic: 'AND',
      rules: [
        { field: 'last_session_at', op: 'before', value: { days: -60 } },
        { field: 'opted_out', op: 'eq', value: false },
      ],
    },
  ],
} as const

const database = await startBenchDatabase({ port: 6940, settings: ['shared_buffers=1GB'] })
try {
  const sql = database.connect(1)
  await fill(sql)
  for (const [name, [entity, query]] of Object.entries(trees)) {
    const counted = await measure(
      sql,
      (call) => call`select public.count_segment(${tenant}, ${entity}, ${sql.json(query)})`,
    )
    const bare = await measure(
      sql,
      (call) => call`select count(*) from ${sql(entity)} where tenant_id = ${tenant}`,
    )
    console.log(`${name.padEnd(42)} ${counted.toFixed(1)} ms; bare count ${bare.toFixed(1)} ms`)
  }
  const stages = await sql<{ pipeline_id: string; id: string }[]>`
    select pipeline_id, id from public.pipeline_stages where tenant_id = ${tenant} order by position`
  const board = await measure(sql, async (call) => {
    await call`select public.get_deal_stats(${tenant}, ${stages[0]!.pipeline_id})`
    for (const { pipeline_id: pipeline, id } of stages)
      await call`select public.list_deals(${tenant}, null, 'stage', null, 50, ${sql.json({ pipeline, stage: id, status: 'open' })})`
  })
  console.log(`board: sums and ${stages.length} columns of ${deals} deals   ${board.toFixed(1)} ms`)
  await sql.end()
} finally {
  await database.stop()
}

/** The median of how long it takes, as a member of the clinic; the first two rounds warm up. */
async function measure(sql: Sql, work: (call: Sql) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let round = 0; round < times + 2; round += 1) {
    const started = performance.now()
    await asMember(sql, owner, (call) => work(call as unknown as Sql))
    if (round > 1) taken.push(performance.now() - started)
  }
  return median(taken)
}

async function fill(sql: Sql): Promise<void> {
  const first = ['Ana', 'Bruno', 'Clara', 'Davi', 'Elisa', 'Fábio', 'Gisele', 'Heitor', 'Iara', 'João']
  const last = ['Souza', 'Lima', 'Prado', 'Nóbrega', 'Alves', 'Costa', 'Melo', 'Ramos', 'Teixeira', 'Vieira']
  const name = sql`(${first}::text[])[1 + i % 10] || ' ' || (${last}::text[])[1 + i / 10 % 10] || ' ' || chr(65 + i % 26) || i`
  await sql`
    insert into public.tenant_modules (tenant_id, module, is_on) values (${tenant}, 'sales', true)
    on conflict (tenant_id, module) do update set is_on = true`
  await sql`
    insert into public.contacts (tenant_id, full_name, origin, stage)
    select ${tenant}, ${name}, (array['manual', 'csv', 'whatsapp'])[1 + i % 3], (array['lead', 'customer', 'former'])[1 + i % 7 % 3]
    from generate_series(1, ${people}) i`
  await sql`
    insert into public.patients (tenant_id, full_name, city)
    select ${tenant}, ${name}, (array['São Paulo', 'Santos', 'Niterói'])[1 + i % 3] from generate_series(1, ${people}) i`
  await sql`
    insert into public.deals (tenant_id, title, pipeline_id, stage_id, value_cents, contact_id, stage_since)
    select ${tenant}, 'Avaliação ' || c.n, s.pipeline_id, s.id, c.n * 100, c.id, now() - c.n * interval '1 minute'
    from (select id, row_number() over (order by id) as n from public.contacts where tenant_id = ${tenant} limit ${deals}) c
    join (select pipeline_id, id, row_number() over (order by position) as n, count(*) over () as total
      from public.pipeline_stages where tenant_id = ${tenant}) s on s.n = 1 + c.n % s.total`
  await sql`analyze`
}
