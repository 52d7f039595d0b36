// (t) The public list of a shop with 50,000 items: first page, a page far back, a category, and searches. p95 of the statement
// that the page is made from.
import type { Sql } from 'postgres'
import { aurora, startBenchDatabase } from './support/database.ts'
import { numberOption } from './support/options.ts'

const items = numberOption('items', 50_000)
const times = numberOption('times', 60)
const tenant = aurora.tenantId
const slug = 'bench'

const database = await startBenchDatabase({ port: 6930 })
try {
  const sql = database.connect(1)
  const began = performance.now()
  await fill(sql)
  console.log(`filled in ${Math.round((performance.now() - began) / 1000)} s`)
  const back = await sql<{ slug: string }[]>`
    select i.slug from public.catalog_items i join public.products p on p.tenant_id = i.tenant_id and p.id = i.product_id
    where i.tenant_id = ${tenant} order by p.sort_key, p.id offset ${Math.floor(items * 0.9)} limit 1`
  await measure(sql, 'first page', {})
  await measure(sql, 'a page far back', { after: back[0]!.slug })
  await measure(sql, 'a category', { category: 'Categoria 7' })
  await measure(sql, 'a word of hundreds', { q: 'lavanda' })
  await measure(sql, 'a word of one', { q: `numero ${Math.floor(items / 2)} ` })
  await measure(sql, 'a word of none', { q: 'inexistente' })
  await sql.end()
} finally {
  await database.stop()
}

async function measure(sql: Sql, name: string, filter: Record<string, string>): Promise<void> {
  const took: number[] = []
  for (let round = 0; round < times; round += 1) {
    const start = performance.now()
    const [row] = await sql<{ state: string }[]>`
      select app.open_shop(${slug}, ${sql.json(filter)}, ${`${name}${Math.floor(round / 50)}`}) ->> 'state' as state`
    if (round > 1) took.push(performance.now() - start)
    if (row?.state !== 'open') throw new Error(`the shop is ${row?.state}`)
  }
  took.sort((a, b) => a - b)
  const at = (part: number) => (took[Math.floor(took.length * part)] ?? Number.NaN).toFixed(1)
  console.log(`${name.padEnd(28)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

async function fill(sql: Sql): Promise<void> {
  await sql`
    insert into public.tenant_modules (tenant_id, module, is_on) select ${tenant}, m, true from unnest(array['products', 'shop']) m
    on conflict (tenant_id, module) do update set is_on = true`
  await sql`
    insert into public.shop_settings (tenant_id, is_open, slug, legal_name, tax_id, address, email)
    values (${tenant}, true, ${slug}, 'Clínica Aurora Ltda.', '12.345.678/0001-95', 'Rua Harmonia, 210', 'loja@aurora.test')
    on conflict (tenant_id) do update set is_open = true, slug = excluded.slug`
  await sql`insert into app.shop_routes (slug, tenant_id) values (${slug}, ${tenant}) on conflict do nothing`
  const words = [
    'Lavanda',
    'Cedro',
    'Alecrim',
    'Ansiedade',
    'Sono',
    'Luto',
    'Família',
    'Escola',
    'Respiração',
    'Memória',
  ]
  await sql`
    insert into public.products (tenant_id, kind, name, category)
    select ${tenant}, 'physical', (${words}::text[])[1 + i % 10] || ' ' || (${words}::text[])[1 + i * 7 % 10] || ' número ' || i, 'Categoria ' || i % 30
    from generate_series(1, ${items}) i`
  await sql`
    insert into public.product_variants (tenant_id, product_id, sku, price_cents, cost_cents, tracks_stock)
    select tenant_id, id, upper(left(id::text, 12)), 4990, 1000, true from public.products where tenant_id = ${tenant} and category ~ '^Categoria [0-9]'`
  await sql`
    insert into public.catalog_items (tenant_id, product_id, slug, is_published, published_at)
    select tenant_id, id, 'item-' || id, true, now() from public.products where tenant_id = ${tenant} and category ~ '^Categoria [0-9]'`
  await sql`analyze`
}
