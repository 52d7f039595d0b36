import { beforeEach, describe, expect, test } from 'vitest'
import { createBillingDatabase } from '../../supabase/functions/_shared/billing/database.ts'
import { createDatabase } from '../../supabase/functions/_shared/platform/db.ts'
import { createHandler } from '../../supabase/functions/asaas-webhook/handler.ts'
import { aurora, creditsOfCast } from '../db/support/cast.ts'
import { asaasEvent, beginPurchase, pendingPurchase, sellPackage } from '../db/support/purchases.ts'
import { asaas as account, createFunctions } from './support/functions.ts'

const { billing: deps, testDatabase } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
const handler = createHandler(deps)

async function post(
  body: BodyInit,
  headers: Record<string, string> = { 'asaas-access-token': account.webhookToken },
) {
  const request = new Request('https://edge.internal/asaas-webhook', { method: 'POST', headers, body })
  return (await handler(request)).status
}
const tell = (event: unknown) => post(JSON.stringify(event))

const stored = () =>
  testDatabase.asPostgres(
    (sql) =>
      sql`select event_type, payment_id, outcome, reason, raw from app.asaas_events order by received_at, id`,
  )

async function balance() {
  const [row] = await testDatabase.asPostgres(
    (sql) =>
      sql`select balance, debt_credits from public.whatsapp_credits_balance where tenant_id = ${aurora.id}`,
  )
  return row?.balance as number
}

beforeEach(() =>
  testDatabase.asPostgres(async (sql) => {
    await sql`delete from app.asaas_events where true`
    await sql`delete from public.whatsapp_credits_transactions where purchase_id is not null`
    await sql`delete from public.whatsapp_credit_purchases where true`
    await sql`update public.whatsapp_credits_balance set balance = ${creditsOfCast}, debt_credits = 0 where true`
  }),
)

describe('an event of Asaas', () => {
  test('credits the purchase once, however often and in whichever way it is told', async () => {
    await pendingPurchase(testDatabase)
    const received = asaasEvent('PAYMENT_RECEIVED')
    const told = [received, received, asaasEvent('PAYMENT_CONFIRMED'), asaasEvent('PAYMENT_OVERDUE')]
    for (const event of told) expect(await tell(event)).toBe(200)
    expect(await balance()).toBe(creditsOfCast + 100)
    expect(await stored()).toMatchObject([
      { event_type: 'PAYMENT_RECEIVED', payment_id: 'pay_1', outcome: 'applied' },
      { event_type: 'PAYMENT_CONFIRMED', outcome: 'ignored' },
      { event_type: 'PAYMENT_OVERDUE', outcome: 'ignored' },
    ])
  })

  test('twenty at once: credited once', async () => {
    await pendingPurchase(testDatabase)
    const told = Array.from({ length: 20 }, (_, n) =>
      tell(asaasEvent(n % 2 ? 'PAYMENT_CONFIRMED' : 'PAYMENT_RECEIVED')),
    )
    expect(new Set(await Promise.all(told))).toEqual(new Set([200]))
    expect(await balance()).toBe(creditsOfCast + 100)
  })

  test.each([
    ['too little', { value: 1 }],
    ['another customer', { customer: 'cus_2' }],
  ])('of %s credits nothing and waits for a person', async (_name, more) => {
    await pendingPurchase(testDatabase)
    expect(await tell(asaasEvent('PAYMENT_RECEIVED', more))).toBe(200)
    expect(await balance()).toBe(creditsOfCast)
    expect(await stored()).toMatchObject([{ outcome: 'review' }])
  })

  test.each([
    ['of a kind nobody knows', { id: 'evt_1', event: 'PAYMENT_TELEPORTED', payment: { id: 'pay_9' } }],
    ['about something else', { id: 'evt_2', event: 'TRANSFER_DONE', transfer: { id: 'tr_1' } }],
    [
      'of a payment that is none of ours',
      asaasEvent('PAYMENT_RECEIVED', { id: 'pay_9', externalReference: 'x' }),
    ],
    ['without anything', {}],
    ['that is a list', []],
    ['that is nothing', null],
    [
      'with what Postgres cannot store',
      { id: 'evt_3', event: 'PAYMENT_CREATED', payment: { id: 'a\u0000b\ud800' } },
    ],
    ['with a payment that is no object', { id: 'evt_4', event: 'PAYMENT_RECEIVED', payment: 'pay_1' }],
  ])('%s is kept and answered with 200', async (_name, event) => {
    await pendingPurchase(testDatabase)
    expect(await tell(event)).toBe(200)
    expect(await stored()).toMatchObject([{ outcome: 'ignored' }])
    expect(await balance()).toBe(creditsOfCast)
  })

  test.each([
    ['that is no JSON', 'payment=pay_1', 'payment=pay_1'],
    ['that is empty', '', ''],
    ['that is too large', JSON.stringify({ id: 'evt_1', text: 'x'.repeat(1024 * 1024) }), '[too large]'],
  ])('%s is kept as it can be and answered with 200', async (_name, body, unparsed) => {
    expect(await post(body)).toBe(200)
    expect(await stored()).toMatchObject([{ outcome: 'ignored', raw: { unparsed } }])
  })

  test('whose payment has an id that no key takes is kept, and is none of ours', async () => {
    const { purchase } = await beginPurchase(testDatabase, { packageId: await sellPackage(testDatabase) })
    const id = Array.from({ length: 400 }, () => crypto.randomUUID()).join('')
    for (const event of ['PAYMENT_CREATED', 'PAYMENT_RECEIVED', 'PAYMENT_REFUNDED'])
      expect(await tell(asaasEvent(event, { id, externalReference: purchase.id }))).toBe(200)
    expect(await stored()).toMatchObject(
      Array.from({ length: 3 }, () => ({ payment_id: null, outcome: 'ignored', reason: 'not_a_purchase' })),
    )
    expect(await balance()).toBe(creditsOfCast)
  })

  test('is kept without the token of a card', async () => {
    await tell({ ...asaasEvent('PAYMENT_CONFIRMED'), payment: { creditCard: { creditCardToken: 'tok-1' } } })
    expect(JSON.stringify(await stored())).not.toContain('tok-1')
  })
})

describe('refused, and nothing is stored', () => {
  const event = JSON.stringify(asaasEvent('PAYMENT_RECEIVED'))

  test.each([
    ['no token', {}],
    ['an empty one', { 'asaas-access-token': '' }],
    ['a wrong one', { 'asaas-access-token': 'asaas-tokem' }],
    ['a longer one', { 'asaas-access-token': `${account.webhookToken}x` }],
    ['the token elsewhere', { authorization: `Bearer ${account.webhookToken}` }],
  ])('%s', async (_name, headers) => {
    await pendingPurchase(testDatabase)
    expect(await post(event, headers as Record<string, string>)).toBe(401)
    expect(await stored()).toEqual([])
    expect(await balance()).toBe(creditsOfCast)
  })

  test('any token where none is configured', async () => {
    const closed = createHandler({ ...deps, asaasWebhookToken: null })
    for (const token of ['', 'null', account.webhookToken]) {
      const headers = { 'asaas-access-token': token }
      const request = new Request('https://x/asaas-webhook', { method: 'POST', headers, body: event })
      expect((await closed(request)).status).toBe(401)
    }
    expect(await stored()).toEqual([])
  })

  test('another method', async () => {
    expect((await handler(new Request('https://x/asaas-webhook'))).status).toBe(405)
  })

  test('while the database is away: 503, so that Asaas repeats', async () => {
    const away = createDatabase({ url: 'postgres://x:x@127.0.0.1:1/x', pool: 1, pooled: false })
    const closed = createHandler({ ...deps, service: createBillingDatabase(away).service })
    const headers = { 'asaas-access-token': account.webhookToken }
    const request = new Request('https://x/asaas-webhook', { method: 'POST', headers, body: event })
    expect((await closed(request)).status).toBe(503)
    await away.end()
  })
})
