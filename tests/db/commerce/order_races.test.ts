import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { connectPix } from '../support/pix.ts'
import {
  cancel,
  checkout,
  expectOrdersInOrder,
  expire,
  getOrder,
  order,
  paidEvent,
  pay,
  stripeEvent,
  tellStripe,
} from '../support/orders.ts'
import { race } from '../support/sales.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()
beforeAll(() => openAgenda(db))

/** What lost a deadlock is repeated, as the functions do. */
const again = async <T>(call: () => Promise<T>): Promise<T> => {
  for (let n = 0; ; n++) {
    try {
      return await call()
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || n > 5) throw error
    }
  }
}

test('the webhook, told several times, and the desk press the same payment: it counts once', async () => {
  const { variant } = await shelve(db)
  for (let round = 0; round < 5; round++) {
    const placed = await order(db, variant, { patient_id: patients.ana }, { quantity: 1 })
    const page = await checkout(db, placed.id)
    const event = paidEvent(page)
    await Promise.all([
      ...Array.from({ length: 4 }, () => again(() => tellStripe(db, event))),
      again(() => tellStripe(db, paidEvent(page))),
      again(() => pay(db, placed.id, 4990)).catch(() => undefined),
    ])
    const now = await getOrder(db, placed.id)
    expect(now).toMatchObject({ state: 'paid', paid_cents: 4990 })
    expect(now.payments.filter(({ provider }) => provider === 'stripe')).toHaveLength(1)
    expect(now.payments.filter(({ state }) => state === 'counted')).toHaveLength(1)
  }
  await expectOrdersInOrder(db)
})

test('the clock and the money come at once: the order is paid, and its stock is held', async () => {
  for (let round = 0; round < 8; round++) {
    const { variant } = await shelve(db, { quantity: 1 })
    const placed = await order(db, variant, {}, { quantity: 1 })
    const page = await checkout(db, placed.id)
    const [, , other] = await Promise.all([
      again(() => expire(db, placed.id)),
      again(() => tellStripe(db, paidEvent(page))),
      // somebody else wants the unit that may be free for a moment
      again(() => order(db, variant, {}, { quantity: 1 })).catch(() => null),
    ])
    const now = await getOrder(db, placed.id)
    if (other) expect(now.payments).toMatchObject([{ state: 'late' }])
    else expect(now).toMatchObject({ state: 'paid', paid_cents: 4990 })
  }
  await expectOrdersInOrder(db)
})

test('the last use of a coupon goes to one order', async () => {
  const { variant } = await shelve(db, { quantity: 100 })
  await ask(
    db,
    'save_coupon',
    { id: randomUUID(), coupon: { code: 'UNICO', kind: 'percent', value: 50, max_uses: 1 } },
    'admin@aurora.test',
  )
  const { done, refused } = await race(
    Array.from({ length: 12 }, () => order(db, variant, { coupon: 'UNICO' }, { quantity: 1 })),
  )
  expect(done).toHaveLength(1)
  expect(new Set(refused)).toEqual(new Set(['coupon_used_up']))
  const [row] = await db.asPostgres(
    (sql) =>
      sql`select reserved from public.stock_levels where tenant_id = ${aurora.id} and variant_id = ${variant}`,
  )
  expect(row).toEqual({ reserved: 1 })
})

test('cancelling and paying at once loses no cent', async () => {
  const { variant } = await shelve(db, { quantity: 50 })
  for (let round = 0; round < 6; round++) {
    const placed = await order(db, variant, { patient_id: patients.ana }, { quantity: 1 })
    const page = await checkout(db, placed.id)
    await Promise.all([
      again(() => cancel(db, placed.id, 'credit')).catch(() => undefined),
      again(() => tellStripe(db, paidEvent(page))),
      again(() =>
        tellStripe(
          db,
          stripeEvent('disputed', {
            payment_intent_id: page.intent,
            object_id: `dp_${round}`,
            amount_cents: 4990,
          }),
        ),
      ),
    ])
    const now = await getOrder(db, placed.id)
    expect(now.payments).toHaveLength(1)
    expect(now.refunds.filter(({ kind }) => kind === 'dispute')).toHaveLength(1)
  }
  await expectOrdersInOrder(db)
})

test('a PIX that is paid after its order expired opens it again, or goes to a person', async () => {
  await connectPix(db)
  const { cpf } = await import('../support/purchases.ts')
  for (const isGone of [false, true]) {
    const { variant } = await shelve(db, { quantity: 1 })
    const placed = await order(db, variant, { patient_id: patients.ana }, { quantity: 1 })
    const { charge_id } = await ask<{ charge_id: string }>(db, 'open_order_charge', { order_id: placed.id })
    const payment = `pay_${randomUUID()}`
    await db.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select app.begin_pix_charge(${aurora.id}, ${placed.id}, ${[charge_id]}, ${cpf})`,
    )
    await db.asService(
      (sql) =>
        sql`select app.attach_pix_charge(${aurora.id}, ${placed.id}, ${sql.json({ payment_id: payment })})`,
    )
    await expire(db, placed.id)
    if (isGone) await order(db, variant, {}, { quantity: 1 })
    const event = {
      id: randomUUID(),
      event: 'PAYMENT_RECEIVED',
      dateCreated: '2026-11-28 10:00:00',
      payment: { id: payment, value: 49.9, status: 'RECEIVED', billingType: 'PIX' },
    }
    const tell = () =>
      db.asService(
        (sql) =>
          sql`select app.apply_pix_event(${aurora.id}, (select account_id from app.pix_charges where id = ${placed.id}), ${sql.json(event)})`,
      )
    await Promise.all([again(tell), again(tell)])
    const now = await getOrder(db, placed.id)
    if (isGone)
      expect(now).toMatchObject({ state: 'cancelled', payments: [{ state: 'late', reason: 'expired' }] })
    else expect(now).toMatchObject({ state: 'paid', paid_cents: 4990, payments: [{ state: 'counted' }] })
  }
  await expectOrdersInOrder(db)
})
