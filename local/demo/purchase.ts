import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import { createObjectStore } from '../../supabase/functions/_shared/media/object-store.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoFile } from './files.ts'
import { demoShopSlug } from './shop.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/purchase'
const fileId = '00000000-0000-4000-8000-0000005f2001'
const buyer = {
  full_name: 'Camila Duarte',
  phone: '(11) 97777-1234',
  email: 'camila.duarte@exemplo.test',
  accepted: true,
  accepted_text:
    'Compras a distância podem ser desfeitas em até 7 dias, com devolução de tudo o que foi pago.',
}

/**
 * What is downloaded of the digital product of Clínica Aurora, and somebody who bought it in the shop with a game and two seats
 * of the workshop, and has paid: her vouchers are in her WhatsApp and in her mail. Once in the life of a database.
 */
export async function loadDemoPurchase({ urls, secrets }: StackConfig): Promise<void> {
  const sql = connect(urls.superuser)
  try {
    const [seen] = await sql`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    const store = createObjectStore({ projectUrl: urls.gateway, secretKey: secrets.secretKey, fetch })
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      const sub = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')!.id
      await work`select set_config('request.jwt.claims', ${JSON.stringify({ sub, role: 'authenticated' })}, true)`
      const digital = await variantOf(work, 'AUD-MED')
      const { bytes, type, extension } = await demoFile('orientacoes.pdf')
      const name = 'roteiro-das-meditacoes.pdf'
      await work`
        select public.begin_product_upload(${aurora}, ${digital.product_id}, ${fileId}, ${type}, ${bytes.length}, ${name})`
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const facts = { mime_type: type, extension, bytes: bytes.length, sha256, file_name: name }
      const [kept] = await work<{ path: string }[]>`
        select app.keep_media_upload(${aurora}, ${fileId}, ${work.json(facts)}) as path`
      await store.in('product-files').put(kept!.path, bytes, type)
      await work`select app.complete_media_upload(${aurora}, ${fileId}, true)`
      await work`select public.save_product_file(${aurora}, ${fileId}, ${digital.product_id}, '{}')`
      await work`select set_config('request.jwt.claims', '', true)`
      await buy(work, digital.id)
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await sql.end()
  }
}

/** Fills in the form of the shop, and pays by card. */
async function buy(sql: Sql, digital: string): Promise<void> {
  const [game, workshop] = [await variantOf(sql, 'BAR-HAB'), await variantOf(sql, 'OFI-EST')]
  const [slot] = await sql<{ id: string }[]>`
    select id from public.schedule_slots where tenant_id = ${aurora} and product_id = ${workshop.product_id} order by starts_at limit 1`
  const line = (variant_id: string, quantity: number, slot_id: string | null = null) => ({
    variant_id,
    quantity,
    slot_id,
    at: null,
  })
  const lines = [line(game.id, 1), line(workshop.id, 2, slot!.id), line(digital, 1)]
  const cart = { lines, coupon: null, cep: null, delivery: 'pickup' }
  const [asked] = await sql<{ total: number }[]>`
    select (app.quote_shop_cart(${demoShopSlug}, ${sql.json(cart)}, 'demo') #>> '{quote,total_cents}')::int as total`
  const form = { ...cart, expected_cents: asked!.total }
  const [placed] = await sql<{ answer: { state: string; page_key?: string } }[]>`
    select app.place_shop_order(${demoShopSlug}, ${'demo-purchase-demo-purchase'}, ${sql.json(form)}, ${sql.json(buyer)}, 'demo') as answer`
  if (placed?.answer.state !== 'placed') throw new Error(`the shop answers ${placed?.answer.state}`)
  await sql`
    select app.apply_order_payment(${aurora}, o.id, 'stripe', 'cs_test_demo_shop', o.total_cents, 'card')
    from public.orders o where o.tenant_id = ${aurora} and o.page_key = ${placed.answer.page_key!}`
}

async function variantOf(sql: Sql, sku: string): Promise<{ id: string; product_id: string }> {
  const [row] = await sql<{ id: string; product_id: string }[]>`
    select id, product_id from public.product_variants where tenant_id = ${aurora} and sku = ${sku}`
  return row!
}
