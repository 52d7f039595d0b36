// (s) A reservation of stock, with its locks, sums over places and release job, against its bare limit: one UPDATE of the level
// and one INSERT of the hold, in one statement. On one variant that everybody wants, and on a thousand.
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { aurora, startBenchDatabase } from './support/database.ts'
import { compare, lanes, printRatio, type Contender } from './support/measure.ts'

const variants = 1000
const tenant = aurora.tenantId

const database = await startBenchDatabase()
try {
  const shelves = await fillShelves()
  const hot = shelves[0]!
  const any = () => shelves[Math.floor(Math.random() * shelves.length)]!
  for (const connections of [1, 4, 16, 64]) {
    await measure(connections, `one variant @${connections}`, () => hot)
    await measure(connections, `${variants} variants @${connections}`, any)
  }
} finally {
  await database.stop()
}

interface Shelf {
  variant_id: string
  place_id: string
}

async function measure(connections: number, name: string, shelf: () => Shelf): Promise<void> {
  const sql = database.connect(connections)
  const contender = (title: string, work: (of: Shelf) => Promise<unknown>): Contender => ({
    name: title,
    run: (milliseconds) =>
      lanes(connections, milliseconds, async () => {
        await work(shelf())
        return 1
      }),
  })
  const [ratio] = await compare([
    contender('bare', (of) => bareHold(sql, of)),
    contender(name, (of) => hold(sql, of)),
  ])
  printRatio(name, ratio!, '–')
  await sql.end()
}

function hold(sql: Sql, { variant_id }: Shelf): Promise<unknown> {
  return sql`
    select app.hold_stock(${tenant}, ${sql.json([{ variant_id, quantity: 1 }])}, 'order', ${randomUUID()}, now() + interval '2 hours')`
}

function bareHold(sql: Sql, { variant_id, place_id }: Shelf): Promise<unknown> {
  return sql`
    with level as (
      update public.stock_levels set reserved = reserved + 1
      where tenant_id = ${tenant} and variant_id = ${variant_id} and place_id = ${place_id} and on_hand > reserved returning place_id
    )
    insert into public.stock_holds (tenant_id, variant_id, place_id, quantity, owner_kind, owner_id, expires_at)
    select ${tenant}, ${variant_id}, place_id, 1, 'order', ${randomUUID()}, now() + interval '2 hours' from level`
}

/** Each variant has more units than a run can reserve. */
async function fillShelves(): Promise<Shelf[]> {
  const sql = database.connect(1)
  await sql`
    insert into public.products (tenant_id, kind, name)
    select ${tenant}, 'physical', 'Óleo ' || i from generate_series(1, ${variants}) i`
  await sql`
    insert into public.product_variants (tenant_id, product_id, sku, price_cents, cost_cents, tracks_stock)
    select tenant_id, id, upper(left(id::text, 8)), 4990, 1000, true from public.products where tenant_id = ${tenant} and name ~ '^Óleo [0-9]+$'`
  await sql`
    select app.post_stock(jsonb_populate_record(null::public.stock_moves, jsonb_build_object('tenant_id', v.tenant_id, 'kind', 'adjust',
      'reason', 'opening', 'variant_id', v.id, 'place_id', app.default_place(v.tenant_id), 'on_hand', 1000000, 'value_cents', 1000000)))
    from public.product_variants v join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenant} and p.name ~ '^Óleo [0-9]+$'`
  await sql`analyze`
  const rows = await sql<Shelf[]>`
    select variant_id, place_id from public.stock_levels where tenant_id = ${tenant} and on_hand = 1000000`
  await sql.end()
  return [...rows]
}
