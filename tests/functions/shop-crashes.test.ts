import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderPageOf } from '../../supabase/functions/_shared/commerce/order-page-wiring.ts'
import { shopOf } from '../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-stripe/handler.ts'
import { createHandler as createOrderPage } from '../../supabase/functions/order-page/handler.ts'
import { createHandler as createShop } from '../../supabase/functions/shop/handler.ts'
import { createHandler as createWebhook } from '../../supabase/functions/stripe-webhook/handler.ts'
import { ask } from '../db/support/agenda.ts'
import { aurora } from '../db/support/cast.ts'
import { expectOrdersInOrder } from '../db/support/orders.ts'
import { seatsOf } from '../db/support/shop.ts'
import { fullShop, putProductFile, saveDeliveries } from '../db/support/shop-orders.ts'
import { levelOf } from '../db/support/stock.ts'
import { openDoomed } from './support/doomed.ts'
import { command, createFunctions } from './support/functions.ts'
import type { Errand } from './support/shop-program.ts'
import { playStripe, stripeKey } from './support/stripe.ts'

const stripe = playStripe()
const { testDatabase: db, deps, platform } = await createFunctions((url, init) => stripe.fetch(url, init))
const functions = {
  shop: createShop(shopOf(platform)),
  'order-page': createOrderPage(orderPageOf(platform)),
  'stripe-webhook': createWebhook(deps),
}
const { thing, circle, digital } = await fullShop(db, { quantity: 5, seats: 5 })
const doomed = await openDoomed(db, (url, init) => stripe.fetch(url, init))
afterAll(() => doomed.close())
beforeAll(async () => {
  await saveDeliveries(db)
  const file = await putProductFile(db, digital.product)
  await ask(db, 'save_product_file', { id: file, product_id: digital.product, file: {} })
  await createConnect(deps)(
    await command('connect-stripe', 'admin@aurora.test', { tenant_id: aurora.id, secret_key: stripeKey }),
  )
})

/** The same request to functions that nobody kills. */
async function live({ name, url, headers, body }: Errand) {
  const request = new Request(url, { method: body === null ? 'GET' : 'POST', headers, body })
  const response = await functions[name](request)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The browser of a buyer, as far as the cart: its last press. */
async function readyToBuy(phone: string): Promise<Errand> {
  let cookie = ''
  const errand = (path: string, form: Record<string, string> | null): Errand => ({
    name: 'shop',
    url: `https://x/shop/aurora/${path}`,
    headers: { 'x-forwarded-for': phone, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: form && new URLSearchParams(form).toString(),
  })
  const press = async (form: Record<string, string>) => {
    const { headers } = await live(errand('carrinho', form))
    cookie = headers.get('set-cookie')?.split(';')[0] ?? cookie
  }
  await press({ acao: 'incluir', variante: thing.variant, quantidade: '1' })
  await press({ acao: 'incluir', variante: circle.variant, data: circle.slot, quantidade: '1' })
  await press({ acao: 'incluir', variante: digital.variant, quantidade: '1' })
  await press({ acao: 'entrega', cep: '', forma: 'pickup' })
  const { text } = await live(errand('finalizar', null))
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  return errand('finalizar', {
    nome: 'Camila Duarte',
    telefone: phone,
    email: `c${phone}@exemplo.test`,
    aceite: '1',
    f: hidden('f'),
    total: hidden('total'),
  })
}

const ordersOf = (phone: string) =>
  db.asPostgres(
    (sql) => sql<{ id: string; state: string; paid_cents: number; total_cents: number }[]>`
      select o.id, o.state, o.paid_cents, o.total_cents from public.orders o
      join public.order_buyers b on b.tenant_id = o.tenant_id and b.order_id = o.id where b.phone = ${`+55${phone}`}`,
  )
const levels = (sql: TransactionSql) =>
  sql`select from public.stock_levels where tenant_id = ${aurora.id} and variant_id = ${thing.variant} for update`

test.each([
  ['goes on', '11966660001'],
  ['taken back', '11966660002'],
] as const)(
  'killed at every step, the statement of the dead %s: one order, one page at Stripe, one payment',
  { timeout: 120_000 },
  async (fate, phone) => {
    const before = {
      level: await levelOf(db, thing.variant),
      seats: await seatsOf(db, circle.slot),
      sessions: stripe.service.checkouts.size,
    }
    // while stock and seats are held
    const press = await readyToBuy(phone)
    await doomed.whileWaiting(press, levels, fate)
    expect(await ordersOf(phone)).toHaveLength(fate === 'goes on' ? 1 : 0)
    const placed = await live(press)
    expect(placed.status).toBe(303)
    const page = placed.headers.get('location')!.replace('/meu-pedido', 'https://x/order-page')
    const id = (await ordersOf(phone))[0]!.id
    expect(await ordersOf(phone)).toHaveLength(1)
    expect(await levelOf(db, thing.variant)).toMatchObject({ reserved: before.level.reserved + 1 })

    // before the page of Stripe is made, once it is made, and while it is written down
    const pay = (): Errand => ({
      name: 'order-page',
      url: page,
      headers: { 'x-forwarded-for': phone, 'content-type': 'application/x-www-form-urlencoded' },
      body: `como=card&id=${randomUUID()}`,
    })
    await doomed.atProvider(pay(), 'before')
    expect(stripe.service.checkouts.size).toBe(before.sessions)
    await doomed.atProvider(pay(), 'after')
    expect(stripe.service.checkouts.size).toBe(before.sessions + 1)
    await doomed.whileWaiting(
      pay(),
      (sql) =>
        sql`select from app.stripe_checkouts where tenant_id = ${aurora.id} and order_id = ${id} for update`,
      fate,
    )
    const opened = await live(pay())
    const session = [...stripe.service.checkouts.values()].at(-1)!
    expect(opened.text).toContain(session.url!)
    expect(stripe.service.checkouts.size).toBe(before.sessions + 1)

    // while the event and the page of the buyer, who comes back, are recorded
    stripe.act(session.id, 'pay')
    const lockOrder = (sql: TransactionSql) =>
      sql`select from public.orders where tenant_id = ${aurora.id} and id = ${id} for update`
    const [told] = stripe.told
    const event: Errand = { name: 'stripe-webhook', url: told!.url, headers: told!.headers, body: told!.body }
    stripe.told.length = 0
    await doomed.whileWaiting(event, lockOrder, fate)
    if (fate === 'taken back') {
      expect(await ordersOf(phone)).toMatchObject([{ state: 'pending', paid_cents: 0 }])
      const back: Errand = { ...pay(), url: `${page}&paid=1`, body: null }
      await doomed.whileWaiting(back, lockOrder, fate)
      expect((await live(back)).text).toContain('Pagamento recebido')
    }
    for (let n = 0; n < 2; n++) expect((await live(event)).status).toBe(200)

    const now = (await ordersOf(phone))[0]!
    expect(now).toMatchObject({ state: 'paid', paid_cents: now.total_cents })
    const [row] = await db.asPostgres(
      (sql) => sql`
        select (select count(*)::int from public.order_payments where order_id = ${id}) as payments,
          (select count(*)::int from public.order_vouchers where order_id = ${id}) as vouchers,
          (select count(*)::int from public.order_downloads d join public.order_items i on i.id = d.item_id where i.order_id = ${id}) as downloads,
          (select count(*)::int from public.order_events where order_id = ${id} and kind = 'paid') as paid,
          (select count(*)::int from app.jobs where kind = 'tell_buyer' and payload ->> 'order_id' = ${id}) as told`,
    )
    expect(row).toEqual({ payments: 1, vouchers: 1, downloads: 1, paid: 1, told: 1 })
    expect(await levelOf(db, thing.variant)).toEqual({
      ...before.level,
      reserved: before.level.reserved + 1,
    })
    expect(await seatsOf(db, circle.slot)).toEqual({ ...before.seats, sold: before.seats.sold + 1 })
    await expectOrdersInOrder(db)
  },
)
