import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, detailOf, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  cancel,
  checkout,
  expectOrdersInOrder,
  expire,
  fulfil,
  getOrder,
  order,
  paidEvent,
  pay,
  refund,
  stripeEvent,
  takeBack,
  tellStripe,
  type Order,
} from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

const level = (session: Session, variant: string) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ on_hand: number; reserved: number }[]>`
      select on_hand, reserved from public.stock_levels where tenant_id = ${aurora.id} and variant_id = ${variant}`
    return row && [row.on_hand, row.reserved]
  })
const scene =
  (test: (session: Session, variant: string) => Promise<void>, quantity = 5) =>
  () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelve(session, { quantity })
      await test(session, variant)
      await expectOrdersInOrder(session)
    })

describe('an order', () => {
  it(
    'goes from pending to paid, fulfilled and returned; the ledger and the stock follow',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      expect(placed).toMatchObject({
        state: 'pending',
        number: 1,
        total_cents: 9980,
        due_cents: 9980,
        charge_id: null,
      })
      expect(await level(session, variant)).toEqual([5, 2])
      expect(await pay(session, placed.id, 4000)).toMatchObject({
        state: 'pending',
        paid_cents: 4000,
        due_cents: 5980,
        expires_at: null,
      })
      expect(await pay(session, placed.id, 5980)).toMatchObject({ state: 'paid', due_cents: 0 })
      const out = await fulfil(session, placed.id, [{ item_id: placed.items[0]!.id, quantity: 1 }])
      expect(out).toMatchObject({ state: 'paid', items: [{ fulfilled: 1 }] })
      expect(await level(session, variant)).toEqual([4, 1])
      const all = await fulfil(session, placed.id)
      expect(all.state).toBe('fulfilled')
      expect(await level(session, variant)).toEqual([3, 0])
      expect(await takeBack(session, all, 1)).toMatchObject({
        state: 'fulfilled',
        refunded_cents: 4990,
        paid_cents: 4990,
      })
      const back = await takeBack(session, all, 1)
      expect(back).toMatchObject({ state: 'returned', refunded_cents: 9980, paid_cents: 0, due_cents: 0 })
      expect(await level(session, variant)).toEqual([5, 0])
      expect(back.events.map(({ kind }) => kind)).toEqual([
        'placed',
        'payment',
        'payment',
        'paid',
        'fulfilled',
        'fulfilled',
        'returned',
        'refunded',
        'returned',
        'refunded',
      ])
    }),
  )

  it(
    'is placed, paid, given back once for its press',
    scene(async (session, variant) => {
      const [id, press, back] = [randomUUID(), randomUUID(), randomUUID()]
      const first = await order(session, variant, {}, { id })
      expect(await order(session, variant, {}, { id })).toEqual(first)
      for (let n = 0; n < 2; n++) expect((await pay(session, id, 9980, press)).payments).toHaveLength(1)
      for (let n = 0; n < 2; n++) expect((await fulfil(session, id)).items[0]!.fulfilled).toBe(2)
      for (let n = 0; n < 2; n++)
        expect((await refund(session, id, 1000, 'money', back)).refunds).toHaveLength(1)
      const returned = randomUUID()
      for (let n = 0; n < 2; n++)
        expect((await takeBack(session, first, 1, 'money', returned)).items[0]!.returned).toBe(1)
    }),
  )

  it(
    'sums the lines of one variant before it holds, and holds all or nothing',
    scene(async (session, variant) => {
      const items = [3, 3].map((quantity) => ({ variant_id: variant, quantity }))
      expect(await detailOf(order(session, variant, { items }))).toMatchObject([{ wanted: 6, available: 5 }])
      expect(await level(session, variant)).toEqual([5, 0])
    }),
  )

  it(
    'expires when nobody has paid, and nothing of it is left',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      expect(await expire(session, placed.id, new Date().toISOString())).toBe('kept')
      expect(await expire(session, placed.id)).toBe('expired')
      expect(await expire(session, placed.id)).toBe('kept')
      expect(await getOrder(session, placed.id)).toMatchObject({
        state: 'cancelled',
        due_cents: 0,
        charge_id: null,
      })
      expect(await level(session, variant)).toEqual([5, 0])
    }),
  )

  it(
    'that was partly paid does not expire',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      await pay(session, placed.id, 100)
      expect(await expire(session, placed.id)).toBe('kept')
      expect(await level(session, variant)).toEqual([5, 2])
    }),
  )

  it(
    'is cancelled with its money given back, unless something is out',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      await pay(session, placed.id, 9980)
      await expectError(cancel(session, placed.id), 'PT400', 'invalid_refund')
      await expectError(cancel(session, placed.id, 'credit'), 'PT409', 'credit_needs_buyer')
      for (let n = 0; n < 2; n++)
        expect(await cancel(session, placed.id, 'money')).toMatchObject({
          state: 'cancelled',
          paid_cents: 0,
          refunded_cents: 9980,
        })
      expect(await level(session, variant)).toEqual([5, 0])
      const other = await order(session, variant)
      await fulfil(session, other.id)
      await expectError(cancel(session, other.id), 'PT409', 'order_handed_over')
    }),
  )

  it(
    'that is handed over before it is paid is owed in the ledger',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      expect(await fulfil(session, placed.id)).toMatchObject({ state: 'fulfilled', due_cents: 9980 })
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select balance_cents::int as owed from public.payers where tenant_id = ${aurora.id} and id = ${placed.payer_id}`,
      )
      expect(row).toEqual({ owed: 9980 })
      expect(await pay(session, placed.id, 9980)).toMatchObject({ state: 'fulfilled', due_cents: 0 })
    }),
  )

  it(
    'leaves what is given back as credit to whoever pays, and the dashboard counts its money once',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      await pay(session, placed.id, 9980)
      await fulfil(session, placed.id)
      expect(await takeBack(session, placed, 2, 'credit')).toMatchObject({ state: 'returned', paid_cents: 0 })
      const [row] = await session.asPostgres(
        (
          sql,
        ) => sql`select balance_cents::int as owed, app.credit_of(tenant_id, id)::int as credit from public.payers
          where tenant_id = ${aurora.id} and id = ${placed.payer_id}`,
      )
      expect(row).toEqual({ owed: -9980, credit: 9980 })
    }),
  )

  it(
    'takes no more money than is open, and gives back no more than was paid',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      await expectError(pay(session, placed.id, 9981), 'PT409', 'more_than_open')
      await expectError(refund(session, placed.id, 1), 'PT409', 'more_than_paid')
      await pay(session, placed.id, 9980)
      await expectError(pay(session, placed.id, 1), 'PT409', 'order_not_payable')
      await expectError(takeBack(session, placed, 1), 'PT409', 'more_than_handed_over')
      await expectError(
        fulfil(session, placed.id, [{ item_id: placed.items[0]!.id, quantity: 3 }]),
        'PT409',
        'more_than_ordered',
      )
    }),
  )

  it(
    'follows its charge when the ledger is paid or given back elsewhere',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      const { charge_id } = await ask<{ charge_id: string }>(session, 'open_order_charge', {
        order_id: placed.id,
      })
      await ask(session, 'receive_payment', {
        id: randomUUID(),
        payer_id: placed.payer_id,
        charge_ids: [charge_id],
        amount_cents: 9980,
        method: 'pix',
      })
      expect(await getOrder(session, placed.id)).toMatchObject({
        state: 'paid',
        payments: [{ provider: 'ledger', state: 'counted' }],
      })
      await expectError(
        ask(session, 'reverse_entry', { id: randomUUID(), entry_id: charge_id, reason: 'Engano' }),
        'PT409',
        'not_reversible',
      )
    }),
  )
})

describe('a deposit', () => {
  it('is charged with the order and pays the session once it came', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const [one] = await session.asPostgres(
        (sql) => sql<{ id: string; patient_id: string }[]>`
          select x.session_id as id, x.patient_id from public.session_patients x where x.tenant_id = ${aurora.id} limit 1`,
      )
      const placed = await ask<Order>(session, 'create_order', {
        id: randomUUID(),
        order: { patient_id: one!.patient_id, items: [{ session_id: one!.id, price_cents: 5000 }] },
      })
      expect(await pay(session, placed.id, 5000)).toMatchObject({ state: 'fulfilled', paid_cents: 5000 })
      const [row] = await session.asPostgres(
        (sql) => sql`
          select (select coalesce(sum(c.paid_cents), 0)::int from public.money_charges c where c.tenant_id = ${aurora.id} and c.session_id = ${one!.id})
            + app.credit_of(${aurora.id}, ${placed.payer_id})::int as ahead`,
      )
      expect(row).toEqual({ ahead: 5000 })
      expect(await cancel(session, placed.id, 'money')).toMatchObject({
        state: 'cancelled',
        refunded_cents: 5000,
      })
      await expectOrdersInOrder(session)
    }))
})

describe('late money', () => {
  const late = async (session: Session, variant: string) => {
    const placed = await order(session, variant, { patient_id: patients.ana }, { quantity: 5 })
    const page = await checkout(session, placed.id)
    await expire(session, placed.id)
    return { placed, page }
  }

  it(
    'opens an order again whose stock is still there',
    scene(async (session, variant) => {
      const { placed, page } = await late(session, variant)
      expect(await tellStripe(session, paidEvent(page))).toMatchObject({
        outcome: 'applied',
        reason: 'counted',
      })
      expect(await getOrder(session, placed.id)).toMatchObject({ state: 'paid', expired_at: null })
      expect(await level(session, variant)).toEqual([5, 5])
    }),
  )

  it(
    'goes to a person when the stock is gone: the money is credit, an alert stands, and each act settles it',
    scene(async (session, variant) => {
      const { placed, page } = await late(session, variant)
      const other = await order(session, variant, {}, { quantity: 1 })
      expect(await tellStripe(session, paidEvent(page))).toMatchObject({ reason: 'late' })
      const waiting = await getOrder(session, placed.id)
      expect(waiting).toMatchObject({
        state: 'cancelled',
        paid_cents: 0,
        payments: [{ state: 'late', reason: 'expired' }],
      })
      expect(await ask(session, 'count_orders')).toMatchObject({ needs_person: 1 })
      const [payment] = waiting.payments
      const settle = (act: string) =>
        ask<Order>(session, 'settle_late_payment', { payment_id: payment!.id, act, reason: 'Combinado' })
      await expectError(settle('honour'), 'PT409', 'out_of_stock')
      await cancel(session, other.id)
      for (let n = 0; n < 2; n++)
        expect(await settle('honour')).toMatchObject({ state: 'paid', payments: [{ state: 'honoured' }] })
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select count(*)::int as standing from public.alerts where tenant_id = ${aurora.id} and kind = 'order_money' and ended_at is null`,
      )
      expect(row).toEqual({ standing: 0 })
    }),
  )

  it.each(['refund', 'credit'])('of a cancelled order is settled by %s', (act) =>
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      const page = await checkout(session, placed.id)
      await cancel(session, placed.id)
      await tellStripe(session, paidEvent(page))
      const [payment] = (await getOrder(session, placed.id)).payments
      const settled = await ask<Order>(session, 'settle_late_payment', { payment_id: payment!.id, act })
      expect(settled).toMatchObject({
        state: 'cancelled',
        refunded_cents: 0,
        payments: [{ state: `${act}ed` }],
      })
      expect(settled.refunds).toHaveLength(act === 'refund' ? 1 : 0)
    })(),
  )

  it(
    'that comes twice for one order is not taken as the order',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      const page = await checkout(session, placed.id)
      await pay(session, placed.id, 9980)
      await tellStripe(session, paidEvent(page))
      expect((await getOrder(session, placed.id)).payments).toMatchObject([
        { state: 'counted' },
        { state: 'late', reason: 'paid_twice' },
      ])
    }),
  )
})

describe('news of Stripe', () => {
  it(
    'count once, whichever event tells them and however often',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      const page = await checkout(session, placed.id)
      const event = paidEvent(page)
      expect(await tellStripe(session, event)).toMatchObject({ outcome: 'applied', order_id: placed.id })
      expect(await tellStripe(session, event)).toEqual({ outcome: 'duplicate' })
      await tellStripe(session, paidEvent(page))
      expect((await getOrder(session, placed.id)).payments).toHaveLength(1)
    }),
  )

  it(
    'of a voucher keep the order until it is paid or fails',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      const page = await checkout(session, placed.id)
      await tellStripe(session, { ...paidEvent(page), meaning: 'processing' })
      const waiting = await getOrder(session, placed.id)
      expect(waiting.state).toBe('pending')
      expect(Date.parse(waiting.expires_at!)).toBeGreaterThan(Date.parse(placed.expires_at!))
      expect(await expire(session, placed.id, placed.expires_at!)).toBe('kept')
      await tellStripe(session, paidEvent(page))
      await tellStripe(session, { ...paidEvent(page), meaning: 'processing' })
      expect(await getOrder(session, placed.id)).toMatchObject({ state: 'paid', paid_cents: 9980 })
    }),
  )

  it(
    'about a refund or a dispute wait for the payment when they come first',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      const page = await checkout(session, placed.id)
      const about = { payment_intent_id: page.intent }
      const events = [
        stripeEvent('dispute_closed', {
          ...about,
          object_id: 'dp_1',
          amount_cents: 5000,
          status: 'won',
          created: 4,
        }),
        stripeEvent('disputed', { ...about, object_id: 'dp_1', amount_cents: 5000, created: 3 }),
        stripeEvent('refunded', { ...about, object_id: 'ch_1', refunded_cents: 4980, created: 2 }),
      ]
      for (const event of events)
        expect(await tellStripe(session, event)).toMatchObject({ outcome: 'waiting' })
      await tellStripe(session, paidEvent(page))
      expect(await getOrder(session, placed.id)).toMatchObject({
        paid_cents: 5000,
        refunded_cents: 4980,
        state: 'paid',
        refunds: [
          { kind: 'money', state: 'done' },
          { kind: 'dispute', state: 'failed' },
        ],
      })
      for (const event of events) expect(await tellStripe(session, event)).toEqual({ outcome: 'duplicate' })
    }),
  )

  it(
    'a dispute takes the money and leaves the order owed; refunds are followed to the cent',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      const page = await checkout(session, placed.id)
      await tellStripe(session, paidEvent(page))
      // ours, told by Stripe as well
      const asked = await refund(session, placed.id, 1000)
      expect(asked).toMatchObject({ paid_cents: 8980, refunds: [{ provider: 'stripe', state: 'pending' }] })
      const about = { payment_intent_id: page.intent, object_id: 'ch_1' }
      await tellStripe(session, stripeEvent('refunded', { ...about, refunded_cents: 1000 }))
      await tellStripe(session, stripeEvent('refunded', { ...about, refunded_cents: 3000 }))
      await tellStripe(session, stripeEvent('refunded', { ...about, refunded_cents: 1000 }))
      expect(await getOrder(session, placed.id)).toMatchObject({
        paid_cents: 6980,
        refunded_cents: 3000,
        refunds: [
          { state: 'done', amount_cents: 1000 },
          { state: 'done', amount_cents: 2000 },
        ],
      })
      await tellStripe(
        session,
        stripeEvent('disputed', { payment_intent_id: page.intent, object_id: 'dp_1', amount_cents: 9980 }),
      )
      expect(await getOrder(session, placed.id)).toMatchObject({
        state: 'pending',
        paid_cents: 0,
        due_cents: 6980,
      })
    }),
  )

  it(
    'a dispute takes from the order no more than it had: what was paid too much was credit',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      const page = await checkout(session, placed.id)
      await pay(session, placed.id, 1234)
      await tellStripe(session, paidEvent(page))
      const about = { payment_intent_id: page.intent, object_id: 'dp_1', amount_cents: 9980 }
      await tellStripe(session, stripeEvent('disputed', about))
      expect(await getOrder(session, placed.id)).toMatchObject({
        state: 'pending',
        paid_cents: 1234,
        due_cents: 8746,
        refunds: [{ kind: 'dispute', amount_cents: 9980 }],
      })
      await expectOrdersInOrder(session)
      await tellStripe(session, stripeEvent('dispute_closed', { ...about, status: 'won' }))
      expect(await getOrder(session, placed.id)).toMatchObject({ state: 'paid', paid_cents: 9980 })
    }),
  )

  it(
    'a dispute, or all of a payment given back at Stripe, takes along what had become credit',
    scene(async (session, variant) => {
      const paid = async () => {
        const placed = await order(session, variant, { patient_id: patients.ana })
        const page = await checkout(session, placed.id)
        await tellStripe(session, paidEvent(page))
        await refund(session, placed.id, 333, 'credit')
        return { ...placed, intent: page.intent }
      }
      const disputed = await paid()
      await tellStripe(
        session,
        stripeEvent('disputed', {
          payment_intent_id: disputed.intent,
          object_id: 'dp_1',
          amount_cents: 9980,
        }),
      )
      expect(await getOrder(session, disputed.id)).toMatchObject({ paid_cents: 0, due_cents: 9647 })
      await expectOrdersInOrder(session)
      const given = await paid()
      const back = { payment_intent_id: given.intent, object_id: 'ch_1', refunded_cents: 9980 }
      await tellStripe(session, stripeEvent('refunded', back))
      expect(await getOrder(session, given.id)).toMatchObject({
        state: 'cancelled',
        paid_cents: 0,
        refunded_cents: 9980,
        due_cents: 0,
      })
    }),
  )

  it(
    'of another currency, another mode or nobody pay nothing',
    scene(async (session, variant) => {
      const placed = await order(session, variant)
      const page = await checkout(session, placed.id)
      expect(await tellStripe(session, paidEvent(page, { currency: 'usd' }))).toMatchObject({
        outcome: 'review',
      })
      expect(await tellStripe(session, paidEvent(page, { livemode: true }))).toMatchObject({
        reason: 'other_mode',
      })
      expect(
        await tellStripe(session, paidEvent({ ...page, session_id: 'cs_x', intent: 'pi_x' })),
      ).toMatchObject({ reason: 'not_ours' })
      expect(await tellStripe(session, stripeEvent('other'))).toMatchObject({ outcome: 'ignored' })
      expect((await getOrder(session, placed.id)).paid_cents).toBe(0)
    }),
  )

  it(
    'a refund that fails is credit again, and a person is told',
    scene(async (session, variant) => {
      const placed = await order(session, variant, { patient_id: patients.ana })
      const page = await checkout(session, placed.id)
      await tellStripe(session, paidEvent(page))
      await refund(session, placed.id, 9980)
      const failed = stripeEvent('refund_failed', {
        payment_intent_id: page.intent,
        object_id: 're_1',
        amount_cents: 9980,
      })
      await tellStripe(session, failed)
      expect(await tellStripe(session, { ...failed, id: 'evt_other' })).toMatchObject({ outcome: 'review' })
      expect(await getOrder(session, placed.id)).toMatchObject({
        refunds: [{ state: 'failed' }],
        payments: [{ state: 'counted' }, { state: 'late' }],
      })
    }),
  )
})
