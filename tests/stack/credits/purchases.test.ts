import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clearFaults, settled } from '../messaging/support.ts'
import { cycle } from '../support/services.ts'
import { asaas, Buyer, heldByAsaas, pix, reconcile, setAsaasFaults, tellEvent } from './support.ts'
import { ownStack } from '../support/stack.ts'

const functionsPort = Number(new URL(ownStack().gatewayUrl).port) + 2

let buyer: Buyer
let before: number
beforeAll(async () => {
  buyer = await Buyer.open()
})
beforeEach(async () => {
  before = await buyer.credited()
})
afterEach(async () => {
  await clearFaults()
  expect(await buyer.faults()).toEqual([])
})
afterAll(async () => {
  await buyer.desk.sql`delete from public.whatsapp_credit_packages where id = ${buyer.packageId}`
  await buyer.desk.close()
})

describe('a PIX that is paid', () => {
  test('credits the clinic once, and the screen hears of it', async () => {
    const { purchase, payment } = await buyer.begins()
    expect(purchase).toMatchObject({
      status: 'pending',
      copy_paste: expect.stringMatching(/^000201.*6304[0-9A-F]{4}$/) as string,
      qr_png_base64: expect.stringMatching(/^iVBORw0KGgo/) as string,
    })
    expect(payment).toMatchObject({ value: 39.9, status: 'PENDING' })
    expect(await buyer.credited()).toBe(before)
    expect((await pix(payment.id, 'pay')).status).toBe(200)
    await expect.poll(() => buyer.shown(purchase.id)).toContain('paid')
    expect(await buyer.credited()).toBe(before + 100)
    expect(await buyer.purchase(purchase)).toMatchObject({
      status: 'paid',
      paid_at: expect.any(String) as string,
    })
  })

  test('and told twice', async () => {
    await setAsaasFaults({ duplicate: true })
    const { payment } = await buyer.begins()
    await pix(payment.id, 'pay')
    await settled()
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('and told before our call to create it was answered', async () => {
    await setAsaasFaults({ statusBeforeResponse: true })
    expect(await buyer.buys()).toMatchObject({ status: 200, body: { status: 'paid' } })
    await settled()
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('and never told: reconciliation asks', async () => {
    await setAsaasFaults({ noCallbacks: true })
    const { purchase, payment } = await buyer.begins()
    await pix(payment.id, 'pay')
    expect(await buyer.credited()).toBe(before)
    for (let run = 0; run < 2; run += 1) {
      await buyer.ages(purchase.id)
      await reconcile()
    }
    await expect.poll(() => buyer.shown(purchase.id)).toContain('paid')
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('and never told: the payer who says so is believed when Asaas says the same', async () => {
    await setAsaasFaults({ noCallbacks: true })
    const press = buyer.press()
    const { body } = await buyer.buys(press)
    const [payment] = await buyer.charges(body.id)
    await pix(payment!.id, 'pay')
    expect(await buyer.buys(press)).toMatchObject({ status: 200, body: { id: body.id, status: 'paid' } })
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('and given back: so are the credits', async () => {
    const { purchase, payment } = await buyer.begins()
    await pix(payment.id, 'pay')
    expect(await buyer.credited()).toBe(before + 100)
    await pix(payment.id, 'refund')
    expect(await buyer.purchase(purchase)).toMatchObject({ status: 'refunded' })
    expect(await buyer.credited()).toBe(before)
  })

  test('after its day', async () => {
    const { purchase, payment } = await buyer.begins()
    await pix(payment.id, 'expire')
    expect(await buyer.purchase(purchase)).toMatchObject({ status: 'expired' })
    await pix(payment.id, 'pay')
    expect(await buyer.purchase(purchase)).toMatchObject({ status: 'paid' })
    expect(await buyer.credited()).toBe(before + 100)
  })
})

describe('one press on "buy"', () => {
  test('six times at once is one charge', async () => {
    const press = buyer.press()
    const answers = await Promise.all(Array.from({ length: 6 }, () => buyer.buys(press)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.copy_paste}`)).size).toBe(1)
    const charges = await buyer.charges(answers[0]!.body.id)
    expect(charges).toHaveLength(1)
    await pix(charges[0]!.id, 'pay')
    expect(await buyer.credited()).toBe(before + 100)
  })

  test.each([
    ['told', {}],
    ['never told', { noCallbacks: true }],
  ])('whose answer was lost, and which was %s, is found by the next', async (_name, more) => {
    await setAsaasFaults({ dropAfterAccept: 1, ...more })
    const press = buyer.press()
    expect(await buyer.buys(press)).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
    await settled()
    await buyer.ages((await buyer.purchase(press)).id)
    const { status, body } = await buyer.buys(press)
    expect([status, body.copy_paste]).toEqual([200, expect.stringMatching(/^000201/)])
    const charges = await buyer.charges(body.id)
    expect(charges).toHaveLength(1)
    await clearFaults()
    await pix(charges[0]!.id, 'pay')
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('whose functions are killed while Asaas is at it is found by the next', async () => {
    await setAsaasFaults({ delayMs: 2000, noCallbacks: true })
    const press = buyer.press()
    const pressed = buyer.buys(press).catch(() => undefined)
    await expect.poll(heldByAsaas).toBe(1)
    await cycle('functions', functionsPort, 'SIGKILL')
    await pressed
    const { id } = await buyer.purchase(press)
    await expect.poll(() => buyer.charges(id), { timeout: 10_000 }).toHaveLength(1)
    await clearFaults()
    await buyer.ages(id)
    expect(await buyer.buys(press)).toMatchObject({ status: 200, body: { id, status: 'pending' } })
    const charges = await buyer.charges(id)
    expect(charges).toHaveLength(1)
    await pix(charges[0]!.id, 'pay')
    expect(await buyer.credited()).toBe(before + 100)
  })

  test('while Asaas is busy works the next time', async () => {
    await setAsaasFaults({ status429: 1 })
    const press = buyer.press()
    expect(await buyer.buys(press)).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
    const { status, body } = await buyer.buys(press)
    expect(status).toBe(200)
    await pix((await buyer.charges(body.id))[0]!.id, 'pay')
  })
})

describe('nobody gets credits for nothing', () => {
  test('by an event with a wrong token, or without one', async () => {
    const { payment } = await buyer.begins()
    const event = { id: 'evt_forged', event: 'PAYMENT_RECEIVED', payment: { ...payment, status: 'RECEIVED' } }
    expect(await tellEvent(event, 'demo-asaaz')).toBe(401)
    expect(await tellEvent(event, '')).toBe(401)
    expect(await buyer.credited()).toBe(before)
    expect(await buyer.desk.sql`select from app.asaas_events where id = 'evt_forged'`).toEqual([])
  })

  test.each([
    ['too little', { value: 0.01 }],
    ['another customer', { customer: 'cus_000000000001' }],
  ])('by an authentic event about %s', async (name, more) => {
    const { purchase, payment } = await buyer.begins()
    const wrong = { ...payment, status: 'RECEIVED', ...more }
    expect(await tellEvent({ id: `evt_${purchase.id}`, event: 'PAYMENT_RECEIVED', payment: wrong })).toBe(200)
    expect(await buyer.credited()).toBe(before)
    expect(await buyer.purchase(purchase)).toMatchObject({ status: 'pending' })
    await pix(payment.id, 'pay')
    expect(await buyer.credited(), name).toBe(before + 100)
  })
})

describe('reconciliation', () => {
  test('ends what nobody paid in time, here and at Asaas', async () => {
    const { purchase, payment } = await buyer.begins()
    await buyer.ages(purchase.id, true)
    await reconcile()
    await settled()
    // Asaas tells the deletion, too
    expect(['expired', 'cancelled']).toContain((await buyer.purchase(purchase)).status)
    expect(await asaas('GET', `/payments/${payment.id}`)).toMatchObject({ deleted: true })
    expect(await buyer.credited()).toBe(before)
  })

  test('shows administrators of the service that events no longer come', async () => {
    const { data } = await asaas<{ data: { id: string }[] }>('GET', '/webhooks')
    await asaas('PUT', `/webhooks/${data[0]!.id}`, { interrupted: true })
    try {
      await reconcile()
      expect(await buyer.queue()).toEqual({ is_interrupted: true, detail: 'interrupted' })
    } finally {
      await asaas('PUT', `/webhooks/${data[0]!.id}`, { interrupted: false })
    }
    await reconcile()
    expect(await buyer.queue()).toEqual({ is_interrupted: false, detail: null })
  })
})
