import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PlacedOrder } from '../../../supabase/functions/_shared/commerce/shop-service.ts'
import { ask, book, helena, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  checkout,
  expectOrdersInOrder,
  expire,
  getOrder,
  paidEvent,
  pay,
  tellStripe,
  type Order,
} from '../support/orders.ts'
import { race } from '../support/sales.ts'
import { saveItem, seatsOf } from '../support/shop.ts'
import {
  buy,
  cartOf,
  fullShop,
  line,
  newToken,
  orderOf,
  putProductFile,
  quote,
  timesOf,
} from '../support/shop-orders.ts'
import { levelOf, shelve } from '../support/stock.ts'

/** Real connections: the form of the shop, the desk, Stripe and the clock, all at once. */
const db = await createDatabase()
const { thing, circle, service, digital } = await fullShop(db, { quantity: 1, seats: 1 })
const price = 4990

/** What lost a deadlock is repeated, as the functions do. */
async function again<T>(call: () => Promise<T>, n = 0): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if ((error as { code?: string }).code !== '40P01' || n > 5) throw error
    return again(call, n + 1)
  }
}

let phones = 0
/** A stranger whom nobody has seen yet. */
const stranger = () => ({ phone: `(11) 9${String(60_000_000 + (phones += 1))}` })
const count = (of: readonly PlacedOrder[], state: PlacedOrder['state']) =>
  of.filter((one) => one.state === state).length
const orders = async () => {
  const [row] = await db.asPostgres(
    (sql) => sql<{ orders: number; contacts: number }[]>`
      select (select count(*)::int from public.orders where tenant_id = ${aurora.id}) as orders,
        (select count(*)::int from public.contacts where tenant_id = ${aurora.id}) as contacts`,
  )
  return row!
}

test('one of 64 buyers gets the last unit; of the others nothing is left', async () => {
  const before = await orders()
  const answers = await Promise.all(
    Array.from({ length: 64 }, () =>
      again(() => buy(db, cartOf([line(thing.variant)]), stranger(), { expected: price })),
    ),
  )
  expect([count(answers, 'placed'), count(answers, 'short')]).toEqual([1, 63])
  expect(await levelOf(db, thing.variant)).toMatchObject({ on_hand: 1, reserved: 1 })
  expect(await orders()).toEqual({ orders: before.orders + 1, contacts: before.contacts + 1 })
  await expectOrdersInOrder(db)
})

test('one of 32 buyers gets the last seat', async () => {
  const answers = await Promise.all(
    Array.from({ length: 32 }, () =>
      again(() =>
        buy(db, cartOf([line(circle.variant, { slot_id: circle.slot })]), stranger(), { expected: price }),
      ),
    ),
  )
  expect([count(answers, 'placed'), count(answers, 'short')]).toEqual([1, 31])
  expect(await seatsOf(db, circle.slot)).toEqual({ capacity: 1, reserved: 1, sold: 0 })
})

test('the last use of a coupon goes to one buyer, and nobody pays a price that they did not see', async () => {
  const { variant, product } = await shelve(db, { quantity: 100 })
  await saveItem(db, product, { is_published: true, slug: 'vela' })
  const coupon = { code: 'UNICO', kind: 'percent', value: 50, max_uses: 1 }
  await ask(db, 'save_coupon', { id: randomUUID(), coupon }, 'admin@aurora.test')
  const answers = await Promise.all(
    Array.from({ length: 16 }, () =>
      again(() => buy(db, cartOf([line(variant)], { coupon: 'UNICO' }), stranger(), { expected: price / 2 })),
    ),
  )
  expect(count(answers, 'placed')).toBe(1)
  expect(count(answers, 'coupon') + count(answers, 'changed')).toBe(15)
  expect(await levelOf(db, variant)).toMatchObject({ reserved: 1 })
})

test('the same form from eight windows is one order', async () => {
  const cart = cartOf([line(digital.variant)])
  const [token, who] = [newToken(), stranger()]
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => again(() => buy(db, cart, who, { token, expected: price }))),
  )
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(count(answers, 'placed')).toBe(8)
})

test('a time goes to the shop or to the desk, never to both', async () => {
  for (let round = 0; round < 6; round++) {
    const [{ day, slots }] = (await timesOf(db)).days as [
      { day: string; slots: { at: string; time: string }[] },
    ]
    const { at, time } = slots[0]!
    const cart = cartOf([line(service.variant, { at })])
    const total = (await quote(db, cart)).total_cents
    const shop = () => again(() => buy(db, cart, stranger(), { expected: total }))
    const desk = () =>
      again(() =>
        book(db, { id: randomUUID(), start_local: `${day}T${time}`, patient_ids: [patients.bia] }),
      ).then(
        () => true,
        () => false,
      )
    const [first, atDesk, second] = await Promise.all([shop(), desk(), shop()])
    expect(count([first, second], 'placed') + Number(atDesk)).toBe(1)
    const booked = await db.asPostgres(
      (sql) => sql`
        select from public.sessions where tenant_id = ${aurora.id} and therapist_id = ${helena} and starts_at = ${at}
          and status in ('scheduled', 'confirmed')`,
    )
    expect(booked).toHaveLength(1)
  }
  await expectOrdersInOrder(db)
})

test('the clock and the money come at once: all of an order stands, or all is free and the money is with a person', async () => {
  for (let round = 0; round < 6; round++) {
    const { variant, product } = await shelve(db, { quantity: 1 })
    await saveItem(db, product, { is_published: true, slug: `caneca-${round}` })
    const [slot] = (await timesOf(db)).days.flatMap(({ slots }) => slots).slice(-1)
    const cart = cartOf([line(variant), line(service.variant, { at: slot!.at })])
    const total = (await quote(db, cart)).total_cents
    const placed = await orderOf(db, await buy(db, cart, stranger(), { expected: total }))
    const page = await checkout(db, placed.id)
    await Promise.all([
      again(() => expire(db, placed.id)),
      again(() => tellStripe(db, paidEvent(page))),
      again(() => tellStripe(db, paidEvent(page))),
    ])
    await Promise.all(
      Array.from({ length: 3 }, () =>
        again(() => db.asService((sql) => sql`select app.free_order_times(${aurora.id}, ${placed.id}) as n`)),
      ),
    )
    const now = await getOrder(db, placed.id)
    const [row] = await db.asPostgres(
      (sql) => sql<{ open: number; vouchers: number; told: number }[]>`
        select (select count(*)::int from public.sessions s join public.order_items i on i.tenant_id = s.tenant_id and i.session_id = s.id
            where i.order_id = ${placed.id} and s.status in ('scheduled', 'confirmed')) as open,
          (select count(*)::int from public.order_vouchers w where w.order_id = ${placed.id}) as vouchers,
          (select count(*)::int from app.jobs j where j.kind = 'tell_buyer' and j.payload ->> 'order_id' = ${placed.id}) as told`,
    )
    expect(now.payments).toHaveLength(1)
    if (now.state === 'paid') {
      expect(now.payments[0]).toMatchObject({ state: 'counted', amount_cents: total })
      expect([row, await levelOf(db, variant)]).toMatchObject([
        { open: 1, vouchers: 1, told: 1 },
        { reserved: 1 },
      ])
    } else {
      expect(now).toMatchObject({ state: 'cancelled', payments: [{ state: 'late' }] })
      expect([row, await levelOf(db, variant)]).toMatchObject([
        { open: 0, vouchers: 0, told: 0 },
        { reserved: 0 },
      ])
    }
  }
  await expectOrdersInOrder(db)
})

test('the last download is one, and a voucher is used once, whoever asks at the same moment', async () => {
  const file = await putProductFile(db, digital.product)
  await ask(db, 'save_product_file', { id: file, product_id: digital.product, file: { max_downloads: 1 } })
  const { variant, product } = await shelve(db, { kind: 'service' })
  await saveItem(db, product, { is_published: true, slug: 'vale' })
  const cart = cartOf([line(digital.variant), line(variant)])
  const placed = await orderOf(db, await buy(db, cart, stranger(), { expected: 2 * price }))
  await pay(db, placed.id, placed.total_cents)
  const now = (await getOrder(db, placed.id)) as Order & {
    goods: { vouchers: { code: string }[]; files: { item_id: string; file_id: string }[] }
  }
  const [{ item_id, file_id }] = now.goods.files as [{ item_id: string; file_id: string }]
  const opened = await Promise.all(
    Array.from({ length: 8 }, () =>
      again(() =>
        db.asService(async (sql) => {
          const [row] = await sql<{ did: { state: string } }[]>`
            select app.take_download(${aurora.id}, ${placed.id}, ${item_id}, ${file_id}) as did`
          return row!.did.state
        }),
      ),
    ),
  )
  expect(opened.filter((state) => state === 'open')).toHaveLength(1)
  const code = now.goods.vouchers[0]!.code
  const { done, refused } = await race(
    Array.from({ length: 8 }, () => again(() => ask<Order>(db, 'redeem_voucher', { code }))),
  )
  expect([done.length, new Set(refused)]).toEqual([1, new Set(['voucher_redeemed'])])
  expect(done[0]).toMatchObject({ state: 'fulfilled' })
  await expectOrdersInOrder(db)
})
