import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { orderPageAddress } from '../../supabase/functions/_shared/commerce/order-page-address.ts'
import { orderPageOf } from '../../supabase/functions/_shared/commerce/order-page-wiring.ts'
import { createHandler as createConnectAsaas } from '../../supabase/functions/connect-clinic-asaas/handler.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-stripe/handler.ts'
import { createHandler as createAsaasWebhook } from '../../supabase/functions/clinic-asaas-webhook/handler.ts'
import { createHandler } from '../../supabase/functions/order-page/handler.ts'
import { createHandler as createWebhook } from '../../supabase/functions/stripe-webhook/handler.ts'
import { ask, openAgenda, patients } from '../db/support/agenda.ts'
import { aurora, horizonte } from '../db/support/cast.ts'
import {
  cancel,
  expectOrdersInOrder,
  expire,
  getOrder,
  order,
  pay,
  takeBack,
  type Order,
} from '../db/support/orders.ts'
import { cpf } from '../db/support/purchases.ts'
import { bought, listReviews } from '../db/support/reviews.ts'
import { openShop, holdSeats, takeSeats, workshop } from '../db/support/shop.ts'
import { putProductFile } from '../db/support/shop-orders.ts'
import { shelve } from '../db/support/stock.ts'
import { playAsaas } from './support/asaas.ts'
import { appUrl, command, createFunctions } from './support/functions.ts'
import { playStripe, stripeKey } from './support/stripe.ts'

const stripe = playStripe()
const asaas = playAsaas()
const {
  testDatabase: db,
  deps,
  platform,
  bucket,
} = await createFunctions((url, init) =>
  url.startsWith('https://stripe.test') ? stripe.fetch(url, init) : asaas.fetch(url, init),
)
const handler = createHandler({ ...orderPageOf(platform), store: bucket })
const webhook = createWebhook(deps)
const asaasWebhook = createAsaasWebhook(deps)
let caller = 0

/** A browser without scripts: a page by its link, or one of its forms. */
async function visit(of: { page_key: string }, form?: Record<string, string>, more = '') {
  const address = orderPageAddress('', aurora.id, of.page_key).replace('/meu-pedido', '/order-page')
  return look(`${address}${more}`, form)
}
async function look(path: string, form?: Record<string, string>, more: Record<string, string> = {}) {
  const response = await handler(
    new Request(`https://x${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { 'x-forwarded-for': `203.0.113.${caller}`, ...more },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    }),
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function deliver() {
  for (const request of stripe.take()) expect((await webhook(request)).status).toBe(200)
}
const last = () => [...stripe.service.checkouts.values()].at(-1)!

type Placed = Order & { page_key: string }
let placed: Placed
const place = async (more: object = {}) => {
  const { variant } = await shelve(db, { quantity: 5 })
  return (await order(db, variant, { patient_id: patients.ana, channel: 'conversation', ...more })) as Placed
}

beforeAll(async () => {
  await openAgenda(db)
  await openShop(db)
  await createConnect(deps)(
    await command('connect-stripe', 'admin@aurora.test', { tenant_id: aurora.id, secret_key: stripeKey }),
  )
  await createConnectAsaas(deps)(
    await command('connect-clinic-asaas', 'admin@aurora.test', {
      tenant_id: aurora.id,
      api_key: '$aact_hmlg_clinica-aurora-1',
    }),
  )
})
beforeEach(async () => {
  caller += 1
  stripe.told.length = 0
  stripe.faults.clear()
  placed = await place()
})

test('shows what was bought and what is to pay, to nobody but who has the link', async () => {
  const { status, headers, text } = await visit(placed)
  expect(status).toBe(200)
  expect(headers.get('x-robots-tag')).toBe('noindex')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(text).toContain(`Pedido nº ${placed.number}`)
  expect(text).toMatch(/R\$\s99,80/)
  expect(text).toContain('Pagar com cartão')
  expect(text).toContain('Pagar com PIX')
  expect(text).toContain('Desistência em 7 dias')
  expect(text).toContain('12.345.678/0001-95')
  expect(text).not.toContain('Ana')
})

test('a link that is wrong in any way answers the same', async () => {
  const pages = [
    await visit({ page_key: 'f'.repeat(64) }),
    await visit({ page_key: `${placed.page_key}0` }),
    await look(`/order-page?clinic=${horizonte.id}&key=${placed.page_key}`),
    await look('/order-page'),
    await look(`/order-page?clinic=x&key=${placed.page_key}`),
    await look(`/order-page?clinic=${aurora.id}&key=${'0'.repeat(64)}`, { como: 'card' }),
  ]
  expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(pages[0]!.status).toBe(404)
})

test('is paid at Stripe: the page knows before the event, which then changes nothing', async () => {
  const opening = await visit(placed, { como: 'card', id: randomUUID() })
  expect(opening.text).toContain(last().url!)
  expect(last().success_url).toContain(`${appUrl}/meu-pedido?clinic=${aurora.id}`)
  await visit(placed, { como: 'card', id: randomUUID() })
  expect(await getOrder(db, placed.id)).toMatchObject({ state: 'pending' })
  stripe.act(last().id, 'pay')
  const back = await visit(placed, undefined, '&paid=1')
  expect(back.text).toContain('Pagamento recebido')
  expect(back.text).toContain('Recibo')
  expect(back.text).not.toContain('Pagar com')
  await deliver()
  expect(await getOrder(db, placed.id)).toMatchObject({ state: 'paid', payments: [{ provider: 'stripe' }] })
  await expectOrdersInOrder(db)
})

test('coming back without having paid shows the order as it is, and the event alone pays it', async () => {
  await visit(placed, { como: 'card' })
  expect((await visit(placed, undefined, '&paid=1')).text).toContain('está sendo confirmado')
  stripe.act(last().id, 'pay')
  await deliver()
  expect((await visit(placed)).text).toContain('Pagamento recebido')
})

test('a PIX is made once, with the CPF where it is not known, and paid', async () => {
  const nameless = (await place({ patient_id: null })) as Placed
  expect((await visit(nameless)).text).toContain('CPF de quem paga')
  const wrong = await visit(nameless, { como: 'pix', cpf: '123' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('não confere')
  const before = asaas.payments.length
  const made = await visit(nameless, { como: 'pix', cpf, id: randomUUID() })
  expect(made.status).toBe(303)
  expect(made.headers.get('location')).toBe(`${orderPageAddress('', aurora.id, nameless.page_key)}#pix`)
  await visit(nameless, { como: 'pix', cpf, id: randomUUID() })
  expect(asaas.payments).toHaveLength(before + 1)
  const page = await visit(nameless)
  expect(page.text).toContain('PIX copia e cola')
  expect(page.text).toContain('<svg')
  const [hook] = asaas.webhooks as { url: string; authToken: string }[]
  const event = {
    id: randomUUID(),
    event: 'PAYMENT_RECEIVED',
    dateCreated: '2026-11-28 10:00:00',
    payment: { ...asaas.payments.at(-1), status: 'RECEIVED' },
  }
  const told = new Request(hook!.url, {
    method: 'POST',
    headers: { 'asaas-access-token': hook!.authToken },
    body: JSON.stringify(event),
  })
  expect((await asaasWebhook(told)).status).toBe(200)
  expect((await visit(nameless)).text).toContain('Pagamento recebido')
  expect(await getOrder(db, nameless.id)).toMatchObject({ state: 'paid', payments: [{ provider: 'ledger' }] })
  // somebody else at the desk is not asked for money in this name
  const other = (await place({ patient_id: null })) as Placed
  expect((await visit(other, { como: 'pix' })).text).toContain('escreva o CPF')
})

test('says how an order stands that is partly paid, over, or cannot be paid', async () => {
  await pay(db, placed.id, 3000)
  expect((await visit(placed)).text).toMatch(/Recebemos R\$\s30,00/)
  const late = await place()
  await expire(db, late.id)
  const expired = await visit(late)
  expect(expired.text).toContain('O prazo para pagar terminou')
  expect(expired.text).not.toContain('Pagar com')
  const refused = await visit(late, { como: 'card' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('não tem mais nada a pagar')
  const gone = await place({ channel: 'desk' })
  await cancel(db, gone.id)
  const cancelled = await visit(gone)
  expect(cancelled.text).toContain('Pedido cancelado')
  expect(cancelled.text).not.toContain('Desistência')
  stripe.faults.set('stripe', { status500: 1 })
  expect((await visit(await place(), { como: 'card' })).text).toContain('nada foi cobrado')
})

test('tells the dates of its seats', async () => {
  const { slot } = await workshop(db)
  await holdSeats(db, slot, 2, placed.id)
  await takeSeats(db, placed.id)
  const { text } = await visit(placed)
  expect(text).toContain('2 vagas')
  expect(text).toContain('9 de mai')
})

test('counts looks by address and payments by order', async () => {
  await db.asPostgres(
    (sql) =>
      sql`insert into app.rate_counts (key, count) values (${`order:pay:${placed.id}`}, 30)
        on conflict (key) do update set count = 30`,
  )
  expect((await visit(placed, { como: 'card' })).status).toBe(429)
  expect((await visit(placed)).status).toBe(200)
  await db.asPostgres((sql) => sql`update app.rate_counts set count = 300 where key like 'order:open:%'`)
  expect((await visit(placed)).status).toBe(429)
})

test('whoever has what they bought reviews it once, without a script; a program that fills in all fields is not heard', async () => {
  const { order: of, product } = await bought(db)
  const placed = of as unknown as { page_key: string }
  const first = await visit(placed)
  expect(first.text).toContain(`&amp;avaliar=${product}`)
  const form = await visit(placed, undefined, `&avaliar=${product}`)
  expect(form.text).toContain('Enviar avaliação')
  expect((await visit(placed, { texto: 'Bom' }, `&avaliar=${product}`)).status).toBe(422)
  const linked = await visit(placed, { estrelas: '5', texto: 'www.barato.com' }, `&avaliar=${product}`)
  expect(linked.text).toContain('Escreva sem endereços')
  expect(linked.text).toContain('www.barato.com')
  const robot = { estrelas: '5', texto: 'Compre', site: 'x' }
  expect((await visit(placed, robot, `&avaliar=${product}`)).text).toContain('Obrigado!')
  expect(await listReviews(db)).toEqual([])
  expect((await visit(placed, { estrelas: '5', texto: 'Adorei' }, `&avaliar=${product}`)).text).toContain(
    'Obrigado!',
  )
  expect(await listReviews(db)).toMatchObject([{ stars: 5, body: 'Adorei', state: 'pending' }])
  expect((await visit(placed)).text).toContain('Avaliação enviada')
  expect((await visit(placed, undefined, '&avaliar=x')).status).toBe(404)
  expect((await visit(placed, undefined, `&avaliar=${randomUUID()}`)).status).toBe(404)
})

/** An order from a conversation of a service and of something with a file, which is opened twice at most. */
async function withGoods() {
  const [service, digital] = [await shelve(db, { kind: 'service' }), await shelve(db, { kind: 'digital' })]
  const file = await putProductFile(db, digital.product)
  const args = { id: file, product_id: digital.product, file: { max_downloads: 2 } }
  await ask(db, 'save_product_file', args)
  const items = [digital, service].map(({ variant }) => ({ variant_id: variant, quantity: 1 }))
  return (await ask(db, 'create_order', {
    id: randomUUID(),
    order: { items, patient_id: patients.ana, channel: 'conversation' },
  })) as Placed
}

test('once it is paid, it shows vouchers and leads to files, as often as they may be opened', async () => {
  const order = await withGoods()
  const before = await visit(order)
  expect(before.text).not.toContain('Seu vale')
  expect(before.text).not.toContain('Baixar')
  await pay(db, order.id, order.total_cents)
  const { text } = await visit(order)
  expect(text).toContain('Seu vale')
  expect(text).toMatch(/[0-9A-F]{5}-[0-9A-F]{5}/)
  expect(text).toContain('mais 2 vezes')
  const link = /href="([^"]+arquivo=[^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&')
  const address = link.replace('/meu-pedido', '/order-page')
  // a browser that looks ahead opens nothing
  expect((await look(address, undefined, { 'sec-purpose': 'prefetch' })).status).toBe(204)
  expect((await look(address)).headers.get('location')).toContain('token=300&download=caderno.pdf')
  // another key, another item
  expect((await look(address.replace(order.page_key, 'f'.repeat(64)))).status).toBe(404)
  const other = `item=${randomUUID()}`
  expect((await look(address.replace(/item=[^&]+/, other))).status).toBe(410)
  expect((await look(address.replace(/item=[^&]+/, 'item=x'))).status).toBe(404)
  expect((await look(address)).status).toBe(303)
  const last = await look(address)
  expect(last.status).toBe(410)
  expect(last.text).toContain('O prazo ou o número de vezes acabou')
  await takeBack(db, await getOrder(db, order.id), 1, 'credit')
  await cancel(db, order.id, 'credit')
  expect((await visit(order)).text).toContain('Este vale não vale mais')
})

test('the page of whoever comes back and the event, told twice, at the same moment count one payment', async () => {
  for (let round = 0; round < 4; round++) {
    const order = await withGoods()
    await visit(order, { como: 'card', id: randomUUID() })
    stripe.act(last().id, 'pay')
    const events = stripe.take()
    const pages = Array.from({ length: 3 }, () => visit(order, undefined, '&paid=1'))
    const answers = await Promise.all([
      ...events.flatMap((event) => [webhook(event.clone()), webhook(event)]),
      ...pages,
    ])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await getOrder(db, order.id)).toMatchObject({
      state: 'paid',
      paid_cents: order.total_cents,
      payments: [{ state: 'counted' }],
    })
    const [row] = await db.asPostgres(
      (sql) => sql`
        select (select count(*)::int from app.jobs where kind = 'tell_buyer' and payload ->> 'order_id' = ${order.id}) as told,
          (select count(*)::int from public.order_vouchers where order_id = ${order.id}) as vouchers`,
    )
    expect(row).toEqual({ told: 1, vouchers: 1 })
  }
  await expectOrdersInOrder(db)
})
