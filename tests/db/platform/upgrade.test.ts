import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../../../local/config.ts'
import { connect, pushMigrations, seedDemo } from '../../../local/database.ts'
import { objectsThatDiffer } from '../../../local/schema/difference.ts'
import {
  createMigratedDatabase,
  createPlatformDatabase,
  databaseUrl,
  startCluster,
  type Cluster,
} from '../../../local/schema/scratch.ts'

/** A project whose history ends with the baseline, as a clinic deployed it. */
const oldProject = mkdtempSync(join(tmpdir(), 'zelo-baseline-'))
let cluster: Cluster

beforeAll(async () => {
  mkdirSync(join(oldProject, 'supabase', 'migrations'), { recursive: true })
  cpSync(join(repositoryRoot, 'supabase', 'config.toml'), join(oldProject, 'supabase', 'config.toml'))
  cpSync(join(repositoryRoot, 'supabase', 'templates'), join(oldProject, 'supabase', 'templates'), {
    recursive: true,
  })
  const migrations = join(repositoryRoot, 'supabase', 'migrations')
  for (const file of readdirSync(migrations).filter((name) => name.includes('_baseline_'))) {
    cpSync(join(migrations, file), join(oldProject, 'supabase', 'migrations', file))
  }
  cluster = await startCluster()
})
afterAll(async () => {
  await cluster.stop()
  rmSync(oldProject, { recursive: true, force: true })
})

async function countsOf(url: string): Promise<Record<string, number>> {
  const sql = connect(url)
  try {
    const rows = await sql<{ name: string; rows: number }[]>`
      select format('%I.%I', t.table_schema, t.table_name) as name, (xpath('/row/n/text()',
        query_to_xml(format('select count(*) as n from %I.%I', t.table_schema, t.table_name), false, true, '')))[1]::text::int as rows
      from information_schema.tables t
      where t.table_schema in ('public', 'app', 'app_private') and t.table_type = 'BASE TABLE'`
    return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]))
  } finally {
    await sql.end()
  }
}

/** What left the old database is still understood: a link in a mail, a charge at the payment provider, the ledger's order. */
async function expectOldAnswers(url: string): Promise<void> {
  const sql = connect(url)
  try {
    const [link] = await sql`select public.get_invitation('demo') ->> 'email' as email`
    expect(link).toEqual({ email: 'nova@aurora.test' })
    const [paid] = await sql`
      select app.apply_asaas_event('{"id": "evt_1", "event": "PAYMENT_RECEIVED", "payment":
        {"id": "pay_demo", "customer": "cus_demo", "value": 39}}') ->> 'outcome' as outcome`
    expect(paid).toEqual({ outcome: 'applied' })
    const ledger = await sql`select kind from public.whatsapp_credits_transactions order by id`
    expect(ledger.map((row) => row.kind as string)).toEqual(['topup_manual', 'purchase'])
  } finally {
    await sql.end()
  }
}

test('a database with a clinic’s data, made by the baseline, becomes the one of today and keeps every row', async () => {
  await createPlatformDatabase(cluster, 'upgraded')
  const upgraded = databaseUrl(cluster.url, 'upgraded')
  await pushMigrations(upgraded, oldProject)
  await seedDemo(upgraded, databaseUrl(cluster.superuserUrl, 'upgraded'), {
    path: 'tests/db/platform/baseline-demo.sql',
  })
  const before = await countsOf(upgraded)

  await pushMigrations(upgraded)

  await createMigratedDatabase(cluster, 'fresh')
  expect(await objectsThatDiffer(upgraded, databaseUrl(cluster.url, 'fresh'))).toBe('')
  const after = await countsOf(upgraded)
  const lost = Object.entries(before).filter(([table, rows]) => table in after && after[table]! < rows)
  expect(lost).toEqual([])
  expect(before['public.conversation_messages']).toBeGreaterThan(0)
  await expectOldAnswers(upgraded)
})
