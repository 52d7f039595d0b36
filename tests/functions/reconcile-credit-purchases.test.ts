import { beforeEach, describe, expect, test } from 'vitest'
import { networkErrors } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler as createCharging } from '../../supabase/functions/create-whatsapp-credit-charge/handler.ts'
import { createHandler } from '../../supabase/functions/reconcile-credit-purchases/handler.ts'
import { aurora, creditsOfCast } from '../db/support/cast.ts'
import { cpf, purchasesOf, sellPackage } from '../db/support/purchases.ts'
import { playAsaas, refusal } from './support/asaas.ts'
import { command, createFunctions, publicUrl, secretKey } from './support/functions.ts'

const asaas = playAsaas()
const { billing: deps, testDatabase } = await createFunctions(asaas.fetch)
const handler = createHandler(deps)
const charging = createCharging(deps)
const packageId = await sellPackage(testDatabase)

function call(apikey = secretKey, use = handler) {
  const headers = { apikey, 'content-type': 'application/json' }
  return use(new Request('https://x/reconcile-credit-purchases', { method: 'POST', headers, body: '{}' }))
}

async function buy(): Promise<number> {
  const order = { tenant_id: aurora.id, package_id: packageId, client_id: crypto.randomUUID(), cpf_cnpj: cpf }
  return (await charging(await command('create-whatsapp-credit-charge', 'admin@aurora.test', order))).status
}

/** Every purchase is due, those that are over by their end too. */
const dueNow = (isOver = false) =>
  testDatabase.asPostgres(
    (sql) => sql`
      update public.whatsapp_credit_purchases set next_check_at = now() - interval '1 second',
        expires_at = case when ${isOver} then now() - interval '1 second' else expires_at end where true`,
  )

async function reconcile(isOver = false) {
  await dueNow(isOver)
  const report = (await (await call()).json()) as { checked: number; failed: number }
  return { report, statuses: (await purchasesOf(testDatabase)).map(({ status }) => status) }
}

async function balance() {
  const [row] = await testDatabase.asPostgres(
    (sql) => sql`select balance from public.whatsapp_credits_balance where tenant_id = ${aurora.id}`,
  )
  return row?.balance as number
}

beforeEach(async () => {
  asaas.reset()
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from app.asaas_events where true`
    await sql`delete from public.whatsapp_credits_transactions where purchase_id is not null`
    await sql`delete from public.whatsapp_credit_purchases where true`
    await sql`update public.whatsapp_credits_balance set balance = ${creditsOfCast}, debt_credits = 0 where true`
  })
})

describe('a purchase whose events never came', () => {
  test('is credited once', async () => {
    await buy()
    asaas.payments[0]!.status = 'RECEIVED'
    expect(await reconcile()).toEqual({ report: { checked: 1, failed: 0 }, statuses: ['paid'] })
    await reconcile()
    expect(await balance()).toBe(creditsOfCast + 100)
  })

  test('is credited though it was over, and its charge is left alone', async () => {
    await buy()
    asaas.payments[0]!.status = 'RECEIVED'
    expect((await reconcile(true)).statuses).toEqual(['paid'])
    expect(asaas.asked('DELETE /payments/:id')).toEqual([])
    expect(await balance()).toBe(creditsOfCast + 100)
  })

  test('is found by its reference when the answer with its id was lost', async () => {
    asaas.loses('POST /payments', () => networkErrors.late)
    expect(await buy()).toBe(503)
    asaas.payments[0]!.status = 'RECEIVED'
    expect((await reconcile()).statuses).toEqual(['paid'])
    expect(await balance()).toBe(creditsOfCast + 100)
  })

  test('is credited though it was the other one of two charges that was paid', async () => {
    await buy()
    const [attached] = asaas.payments
    asaas.payments.push({ ...attached!, id: 'pay_other', status: 'RECEIVED' })
    const before = await balance()
    expect((await reconcile(true)).statuses).toEqual(['paid'])
    expect(await balance()).toBe(before + 100)
    expect(asaas.asked('DELETE /payments/:id')).toHaveLength(1)
  })

  test('gives its credits back when it was refunded', async () => {
    await buy()
    asaas.payments[0]!.status = 'RECEIVED'
    await reconcile()
    asaas.payments[0]!.status = 'REFUNDED'
    expect((await reconcile()).statuses).toEqual(['refunded'])
    expect(await balance()).toBe(creditsOfCast)
  })

  test('stays as it is while it waits to be paid', async () => {
    await buy()
    expect((await reconcile()).statuses).toEqual(['pending'])
    expect(asaas.payments[0]?.deleted).toBe(false)
  })
})

describe('a purchase that nobody paid in time', () => {
  test('is over here, and can no longer be paid there', async () => {
    await buy()
    expect((await reconcile(true)).statuses).toEqual(['expired'])
    expect(asaas.payments[0]?.deleted).toBe(true)
    await reconcile()
    expect(asaas.asked('DELETE /payments/:id')).toHaveLength(1)
  })

  test.each([
    ['that Asaas never heard of', () => networkErrors.refusedByNode],
    ['whose creation Asaas never got', () => networkErrors.late],
  ] as const)('%s', async (_name, trouble) => {
    asaas.fails('POST /payments', trouble)
    await buy()
    expect((await reconcile()).statuses).toEqual(['pending'])
    expect((await reconcile(true)).statuses).toEqual(['expired'])
  })

  test('but is paid at the very moment: the next look credits it', async () => {
    await buy()
    asaas.fails(
      'DELETE /payments/:id',
      () => {
        asaas.payments[0]!.status = 'RECEIVED'
        return refusal('invalid_action', 'Cobranças recebidas não podem ser removidas.')
      },
      1,
    )
    expect((await reconcile(true)).statuses).toEqual(['pending'])
    expect((await reconcile(true)).statuses).toEqual(['paid'])
    expect(await balance()).toBe(creditsOfCast + 100)
  })

  test('nor does a charge stay open that turns up after its purchase was closed', async () => {
    asaas.loses('POST /payments', () => networkErrors.late)
    await buy()
    const [payment] = asaas.payments
    payment!.deleted = true // not in the list yet
    expect((await reconcile(true)).statuses).toEqual(['expired'])
    payment!.deleted = false
    await reconcile()
    expect(payment!.deleted).toBe(true)
  })
})

describe('Asaas in trouble', () => {
  test.each([
    ['no answer', () => networkErrors.late],
    ['too many questions', () => refusal('too_many_requests', 'Limite', 429)],
    ['a key that is no longer accepted', () => refusal('invalid_access_token', 'Chave inválida.', 401)],
    ['an error of its own', () => new Response('<html></html>', { status: 500 })],
  ] as const)('%s: nothing changes, and the purchase is due again', async (_name, trouble) => {
    await buy()
    asaas.fails('GET /payments/:id', trouble)
    expect(await reconcile(true)).toEqual({ report: { checked: 1, failed: 1 }, statuses: ['pending'] })
    asaas.heals()
    asaas.payments[0]!.status = 'RECEIVED'
    expect((await reconcile(true)).statuses).toEqual(['paid'])
  })

  test('one purchase of which it knows nothing keeps none of the others', async () => {
    await buy()
    await buy()
    asaas.payments[1]!.status = 'RECEIVED'
    asaas.payments.splice(0, 1)
    expect((await reconcile()).statuses).toEqual(['pending', 'paid'])
  })
})

describe('the queue of events', () => {
  const ours = { url: `${publicUrl}/asaas-webhook`, enabled: true, interrupted: false }

  test.each([
    ['told', [ours], { is_interrupted: false, detail: null }],
    ['missing', [{ ...ours, url: 'https://else.test' }], { is_interrupted: true, detail: 'missing' }],
    ['interrupted', [{ ...ours, interrupted: true }], { is_interrupted: true, detail: 'interrupted' }],
    ['disabled', [{ ...ours, enabled: false }], { is_interrupted: true, detail: 'disabled' }],
    [
      'told twice, one interrupted',
      [{ ...ours, interrupted: true }, ours],
      { is_interrupted: false, detail: null },
    ],
  ])('%s is what administrators see', async (_name, webhooks, expected) => {
    asaas.setWebhooks(webhooks)
    await call()
    const seen = () =>
      testDatabase.asPostgres((sql) => sql`select is_interrupted, detail from app.asaas_webhook`)
    expect(await seen()).toEqual([expected])
    asaas.fails('GET /webhooks', () => networkErrors.late)
    await call()
    expect(await seen()).toEqual([expected])
  })
})

test('is for the scheduler only', async () => {
  expect((await call('guess')).status).toBe(401)
  expect(asaas.calls).toEqual([])
})

test('has nothing to do where no account of Asaas is configured', async () => {
  const response = await call(secretKey, createHandler({ ...deps, asaas: null }))
  expect(await response.json()).toEqual({ checked: 0, failed: 0 })
})

test('runs on the clock', async () => {
  const rows = await testDatabase.asPostgres(
    (sql) =>
      sql`select schedule from app.scheduled_functions where function_name = 'reconcile-credit-purchases'`,
  )
  expect(rows).toEqual([{ schedule: '*/2 * * * *' }])
})
