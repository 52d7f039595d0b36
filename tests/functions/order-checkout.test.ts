import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { orderPageAddress } from '../../supabase/functions/_shared/commerce/order-page-address.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-stripe/handler.ts'
import { createHandler } from '../../supabase/functions/order-checkout/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler as createWebhook } from '../../supabase/functions/stripe-webhook/handler.ts'
import { openAgenda, patients } from '../db/support/agenda.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { receive as receiveMessage, mariana } from '../db/support/events.ts'
import { cancel, expectOrdersInOrder, getOrder, order, refund, type Order } from '../db/support/orders.ts'
import { shelve } from '../db/support/stock.ts'
import { appUrl, command, connectChannels, createFunctions, secretKey } from './support/functions.ts'
import { playStripe, stripeKey } from './support/stripe.ts'

const stripe = playStripe()
/** What WhatsApp was given to send. */
const texts: string[] = []
const functions = await createFunctions((url, init) => {
  if (url.startsWith('https://stripe.test')) return stripe.fetch(url, init)
  if (url.includes('sendText')) texts.push((JSON.parse(String(init.body)) as { text: string }).text)
  const body = { key: { id: randomUUID(), fromMe: true, remoteJid: 'x@s.whatsapp.net' } }
  return Promise.resolve(Response.json(body, { status: 201 }))
})
const { deps, testDatabase: db } = functions
const checkout = createHandler(deps)
const webhook = createWebhook(deps)
const processJobs = createProcessJobs(deps)

async function press(id: string, more: object = {}, email: Email = 'recepcao@aurora.test') {
  const response = await checkout(
    await command('order-checkout', email, {
      tenant_id: aurora.id,
      order_id: id,
      client_id: randomUUID(),
      ...more,
    }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, string | null> }
}

/** Hands over all that Stripe has told, in the order that `mix` gives it, each twice. */
async function deliver(mix: (requests: Request[]) => Request[] = (all) => all) {
  const statuses = []
  for (const request of mix(stripe.take())) {
    const again = request.clone()
    statuses.push((await webhook(request)).status, (await webhook(again)).status)
  }
  expect(new Set(statuses)).toEqual(new Set(statuses.length ? [200] : []))
}

async function work() {
  await db.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() where kind in ('refund_stripe', 'expire_checkout') and finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
}

const sessions = () => [...stripe.service.checkouts.values()]
const last = () => sessions().at(-1)!

let placed: Order
beforeAll(async () => {
  await connectChannels(functions)
  await openAgenda(db)
  await receiveMessage(db, { provider_message_id: 'A1' })
  await createConnect(deps)(
    await command('connect-stripe', 'admin@aurora.test', { tenant_id: aurora.id, secret_key: stripeKey }),
  )
})
beforeEach(async () => {
  texts.length = 0
  stripe.told.length = 0
  stripe.faults.clear()
  const { variant } = await shelve(db, { quantity: 5 })
  placed = await order(db, variant, { patient_id: patients.ana })
})

test('a link is made once for what is open, sent into the conversation, and paid', async () => {
  const before = sessions().length
  const thread_key = `whatsapp:${mariana}`
  const first = await press(placed.id, { thread_key })
  expect(first).toMatchObject({ status: 200, body: { sent_to: thread_key, refused: null } })
  expect(texts).toEqual([expect.stringContaining(first.body.url!)])
  expect(texts[0]).toContain('R$ 99,80')
  const again = await press(placed.id)
  expect(again.body.url).toBe(first.body.url)
  expect(sessions()).toHaveLength(before + 1)
  stripe.act(last().id, 'pay')
  await deliver()
  expect(await getOrder(db, placed.id)).toMatchObject({ state: 'paid', payments: [{ provider: 'stripe' }] })
  expect((await press(placed.id)).body).toMatchObject({ code: 'order_not_payable' })
})

test('the page of the order is sent where the buyer chooses how to pay', async () => {
  const sessionsBefore = sessions().length
  const { page_key } = (await getOrder(db, placed.id)) as Order & { page_key: string }
  const { body } = await press(placed.id, { thread_key: `whatsapp:${mariana}`, way: 'page' })
  expect(body.url).toBe(orderPageAddress(appUrl, aurora.id, page_key))
  expect(texts[0]).toContain(body.url)
  expect(sessions()).toHaveLength(sessionsBefore)
  await cancel(db, placed.id)
  expect((await press(placed.id, { way: 'page' })).body).toMatchObject({ code: 'order_not_payable' })
  expect((await press(randomUUID(), { way: 'page' })).status).toBe(404)
  expect((await press(placed.id, { way: 'page' }, 'terapeuta@aurora.test')).status).toBe(403)
})

test('whoever was killed after Stripe had made the page gets the same page', async () => {
  const client_id = randomUUID()
  stripe.faults.set('stripe', { status500: 1 })
  expect((await press(placed.id, { client_id })).body).toMatchObject({ code: 'payments_unavailable' })
  // made, and nobody wrote it down
  const first = await press(placed.id, { client_id })
  await db.asPostgres(
    (sql) => sql`update app.stripe_checkouts set url = null, session_id = null where order_id = ${placed.id}`,
  )
  const before = sessions().length
  expect((await press(placed.id)).body.url).toBe(first.body.url)
  expect(sessions()).toHaveLength(before)
  // paid before anybody wrote it down: the event knows our id
  await db.asPostgres(
    (sql) => sql`update app.stripe_checkouts set url = null, session_id = null where order_id = ${placed.id}`,
  )
  stripe.act(last().id, 'pay')
  await deliver()
  expect(await getOrder(db, placed.id)).toMatchObject({ state: 'paid' })
})

test('a voucher pays later; what is told in reverse and twice comes to the same', async () => {
  await press(placed.id)
  stripe.act(last().id, 'pay_later')
  stripe.act(last().id, 'settle')
  stripe.act(last().id, 'dispute')
  stripe.act(last().id, 'win')
  await deliver((all) => all.reverse())
  expect(await getOrder(db, placed.id)).toMatchObject({ state: 'paid', paid_cents: 9980 })
  await expectOrdersInOrder(db)
})

test('a refund is asked for once, however often its job is killed', async () => {
  await press(placed.id)
  stripe.act(last().id, 'pay')
  await deliver()
  await refund(db, placed.id, 2500)
  stripe.faults.set('stripe', { status500: 1 })
  await work()
  expect((await getOrder(db, placed.id)).refunds).toMatchObject([{ state: 'pending' }])
  await work()
  await db.asPostgres(
    (sql) => sql`
    update public.order_refunds set state = 'pending', reference = null, settled_at = null where order_id = ${placed.id}`,
  )
  await db.asPostgres(
    (sql) => sql`
    insert into app.jobs (tenant_id, kind, payload)
    select tenant_id, 'refund_stripe', jsonb_build_object('refund_id', id) from public.order_refunds where order_id = ${placed.id}`,
  )
  await work()
  expect([...stripe.service.refunds.values()].filter(({ amount }) => amount === 2500)).toHaveLength(1)
  await deliver()
  expect(await getOrder(db, placed.id)).toMatchObject({
    refunded_cents: 2500,
    refunds: [{ state: 'done', provider: 'stripe' }],
  })
  stripe.act(last().id, 'fail_refund')
  await deliver()
  expect(await getOrder(db, placed.id)).toMatchObject({
    refunds: [{ state: 'failed' }],
    payments: [{}, { state: 'late' }],
  })
  await expectOrdersInOrder(db)
})

test('an order that ends closes its page at Stripe', async () => {
  await press(placed.id)
  await cancel(db, placed.id)
  await work()
  expect(last().status).toBe('expired')
  await deliver()
  expect((await press(placed.id)).body).toMatchObject({ code: 'order_not_payable' })
})

test('is for those who sell, in their clinic', async () => {
  for (const [email, status] of [
    ['terapeuta@aurora.test', 403],
    ['recepcao@horizonte.test', 403],
  ] as const)
    expect((await press(placed.id, {}, email)).status).toBe(status)
  expect((await press(randomUUID())).status).toBe(404)
})
