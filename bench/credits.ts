// (g) A charge, with its authorisation, idempotency, ledger and broadcast, against its bare limit: one UPDATE of the
// balance and one INSERT into the ledger, in one statement. Then a campaign that holds credits and settles them.
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { startBenchDatabase } from './support/database.ts'
import { compare, lanes, printRatio, type Contender, type Ratio } from './support/measure.ts'

const clinics = 1000
const plenty = 1_000_000
/** Of the campaign's messages. */
let settled = 0

const database = await startBenchDatabase()
try {
  const tenants = await createClinics()
  const [hot = ''] = tenants
  const any = () => tenants[Math.floor(Math.random() * tenants.length)] ?? hot

  for (const [connections, goal] of [
    [1, '≥ 0.9'],
    [4, '≥ 0.9'],
    [16, '≥ 1.1'],
    [64, '≥ 1.4'],
  ] as const) {
    await measure(connections, [
      ['bare', (sql) => bareMovement(sql, hot)],
      [`one clinic @${connections}`, (sql) => deduct(sql, hot), goal],
    ])
  }
  for (const connections of [16, 64]) {
    await measure(connections, [
      ['bare', (sql) => bareMovement(sql, any())],
      [`${clinics} clinics @${connections}`, (sql) => deduct(sql, any()), '≥ 0.85'],
    ])
  }
  const hold = await holdCredits(hot)
  await measure(64, [
    ['bare', (sql) => bareMovement(sql, hot)],
    ['settle a hold one by one @64', (sql) => settle(sql, hot, hold, 1), '–'],
    ['settle a hold by tens @64', (sql) => settle(sql, hot, hold, 10), '≥ 8'],
  ])
} finally {
  await database.stop()
}

/** Does so many movements. */
type Work = (sql: Sql) => Promise<number>

/** Prints the ratio of each to the first. */
async function measure(
  connections: number,
  [limit, ...cells]: [[string, Work], ...[string, Work, string][]],
): Promise<void> {
  const sql = database.connect(connections)
  const contender = ([name, work]: readonly [string, Work, ...unknown[]]): Contender => ({
    name,
    run: (milliseconds) => lanes(connections, milliseconds, () => work(sql)),
  })
  const ratios: Ratio[] = await compare([contender(limit), ...cells.map(contender)])
  for (const [index, ratio] of ratios.entries()) printRatio(ratio.name, ratio, cells[index]?.[2] ?? '')
  await sql.end()
}

async function createClinics(): Promise<string[]> {
  const sql = database.connect(1)
  const rows = await sql<{ id: string }[]>`
    insert into public.tenants (slug, name)
    select 'bench-' || i, 'Clínica ' || i from generate_series(1, ${clinics}) i returning id`
  await sql`
    select count(public.add_whatsapp_credits(t.id, ${plenty}, 'bench:' || t.id || ':' || i))
    from public.tenants t, generate_series(1, case t.slug when 'bench-1' then 20 else 1 end) i
    where t.slug like 'bench-%'`
  await sql`analyze`
  await sql.end()
  return rows.map((row) => row.id)
}

async function bareMovement(sql: Sql, tenant: string): Promise<number> {
  await sql`
    with changed as (
      update public.whatsapp_credits_balance set balance = balance - 1 where tenant_id = ${tenant} returning tenant_id, balance
    )
    insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, balance_after, reference)
    select tenant_id, 'usage', -1, balance, ${`bare:${randomUUID()}`} from changed`
  return 1
}

async function deduct(sql: Sql, tenant: string): Promise<number> {
  await sql`select public.deduct_whatsapp_credits(${tenant}, 1, ${randomUUID()})`
  return 1
}

/** Enough for every message that the run can settle. */
async function holdCredits(tenant: string): Promise<string> {
  const sql = database.connect(1)
  const id = randomUUID()
  await sql`select app.hold_whatsapp_credits(${tenant}, ${id}, ${plenty})`
  await sql.end()
  return id
}

async function settle(sql: Sql, tenant: string, hold: string, messages: number): Promise<number> {
  const first = settled + 1
  settled += messages
  const ids = Array.from({ length: messages }, () => randomUUID())
  await sql`select app.settle_held_credits(${tenant}, ${hold}, ${first}, ${ids})`
  return messages
}
