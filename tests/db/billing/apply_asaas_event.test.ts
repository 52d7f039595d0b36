import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte } from '../support/cast.ts'
import {
  addCredits,
  balanceOf,
  creditsUntouched,
  deductCredits,
  expectBooksInOrder,
  leaveCredits,
  ledgerOf,
} from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { broadcastsOf, only } from '../support/inbox.ts'
import {
  applyEvent,
  asaasEvent,
  attachCharge,
  beginPurchase,
  payment,
  pendingPurchase,
  purchasesOf,
  sellPackage,
  type Payment,
} from '../support/purchases.ts'

const db = await createDatabase()

const told = (session: Session, event: string, more: Payment = {}) =>
  applyEvent(session, asaasEvent(event, more))
const purchase = async (session: Session) => only(await purchasesOf(session))
const balance = async (session: Session) => (await balanceOf(session)).balance
const storedEvents = (session: Session) =>
  session.asPostgres((sql) => sql`select id, event_type, outcome, reason, raw from app.asaas_events`)

describe('a payment', () => {
  it.each(['PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED'])('that is told as %s credits the purchase', (event) =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      expect(await told(session, event)).toEqual({
        outcome: 'applied',
        tenant_id: aurora.id,
        purchase_id: id,
      })
      expect(await purchase(session)).toMatchObject({ status: 'paid', paid_at: expect.any(Date) })
      expect(only(await ledgerOf(session))).toMatchObject({
        kind: 'purchase',
        amount: 100,
        purchase_id: id,
        reference: `purchase:${id}`,
      })
      expect((await broadcastsOf(session)).map((one) => one.event)).toEqual(['credit_purchase', 'credits'])
      await expectBooksInOrder(session)
    }),
  )

  it('credits once, told as confirmed, received, and both again', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_CONFIRMED')
      for (const event of ['PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED']) {
        expect(await told(session, event)).toMatchObject({ outcome: 'ignored', reason: 'already_paid' })
      }
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }))

  it('told twice by one event is stored and applied once', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      const event = asaasEvent('PAYMENT_RECEIVED')
      await applyEvent(session, event)
      expect(await applyEvent(session, event)).toEqual({ outcome: 'duplicate' })
      expect(only(await storedEvents(session))).toMatchObject({
        id: event.id,
        outcome: 'applied',
        raw: event,
      })
    }))

  it('is found by our reference when the answer that named it was lost', () =>
    db.rolledBack(async (session) => {
      const { purchase: begun } = await beginPurchase(session, { packageId: await sellPackage(session) })
      await told(session, 'PAYMENT_CREATED', { externalReference: begun.id })
      expect(await purchase(session)).toMatchObject({ status: 'pending', asaas_payment_id: 'pay_1' })
      await told(session, 'PAYMENT_RECEIVED', { externalReference: begun.id })
      expect(await balance(session)).toBe(creditsOfCast + 100)
      const kept = await attachCharge(session, begun, { payment_id: 'pay_2', pix_qrcode: 'late' })
      expect(kept).toMatchObject({ status: 'paid', asaas_payment_id: 'pay_1', asaas_pix_qrcode: null })
    }))

  it('of more than the price credits what was bought', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED', { value: 390 })
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }))

  it.each(['PAYMENT_OVERDUE', 'PAYMENT_DELETED'])('credits also after %s', (event) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, event)
      expect((await purchase(session)).status).not.toBe('pending')
      await told(session, 'PAYMENT_RECEIVED')
      expect(await purchase(session)).toMatchObject({ status: 'paid' })
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }),
  )

  it('pays the debt first', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session, 'pay_1')
      await told(session, 'PAYMENT_RECEIVED')
      await leaveCredits(session, 30, aurora.id)
      await told(session, 'PAYMENT_REFUNDED')
      expect(await balanceOf(session)).toMatchObject({ balance: 0, debt_credits: 70 })
      await pendingPurchase(session, 'pay_2')
      await told(session, 'PAYMENT_RECEIVED', { id: 'pay_2' })
      expect(await balanceOf(session)).toMatchObject({ balance: 30, debt_credits: 0 })
      await expectBooksInOrder(session)
    }))
})

describe('a payment that cannot be the one is kept for a person to look at:', () => {
  const isDoubted = async (session: Session, more: Payment, reason: string) => {
    expect(await told(session, 'PAYMENT_RECEIVED', more)).toMatchObject({ outcome: 'review', reason })
    expect(await purchase(session)).toMatchObject({ status: 'pending' })
    await creditsUntouched(session)
    expect(only(await storedEvents(session))).toMatchObject({ outcome: 'review', reason })
  }

  it.each([38.99, 0, -39, null, '39.00'])('it is of R$ %s', (value) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await isDoubted(session, { value }, 'value_too_low')
    }),
  )

  it.each(['cus_2', null])('it is of customer %s', (customer) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await isDoubted(session, { customer }, 'other_customer')
    }),
  )

  it('it is the second of one purchase', () =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      const second = { id: 'pay_2', externalReference: id }
      expect(await told(session, 'PAYMENT_RECEIVED', second)).toMatchObject({
        outcome: 'review',
        reason: 'paid_twice',
      })
      expect(await told(session, 'PAYMENT_REFUNDED', second)).toMatchObject({ outcome: 'review' })
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }))

  it.each(['PAYMENT_RECEIVED_IN_CASH_UNDONE', 'PAYMENT_REFUNDED'])('it comes again after %s', (undone) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED', { status: 'RECEIVED_IN_CASH' })
      await told(session, undone, { status: 'PENDING' })
      expect(await told(session, 'PAYMENT_RECEIVED')).toMatchObject({
        outcome: 'review',
        reason: 'paid_after_reversal',
      })
      expect(await balance(session)).toBe(creditsOfCast)
      await expectBooksInOrder(session)
    }),
  )

  it('the first that is heard of it is that it was undone', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED_IN_CASH_UNDONE', { status: 'PENDING' })
      expect(await told(session, 'PAYMENT_RECEIVED')).toMatchObject({ reason: 'paid_after_reversal' })
      await expectBooksInOrder(session)
    }))

  it('it leaves again after it had come back, for which somebody may have given credits', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      for (const event of [
        'PAYMENT_CONFIRMED',
        'PAYMENT_CHARGEBACK_REQUESTED',
        'PAYMENT_AWAITING_CHARGEBACK_REVERSAL',
      ])
        await told(session, event)
      for (const event of ['PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED']) {
        expect(await told(session, event)).toMatchObject({ outcome: 'review', reason: 'reversed_again' })
      }
      expect(await balance(session)).toBe(creditsOfCast)
    }))

  it('its dispute was won', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_CONFIRMED')
      await told(session, 'PAYMENT_CHARGEBACK_REQUESTED')
      expect(await told(session, 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL')).toMatchObject({
        outcome: 'review',
        reason: 'dispute_won',
      })
    }))
})

describe('money that goes back', () => {
  it.each(['PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED', 'PAYMENT_RECEIVED_IN_CASH_UNDONE'])(
    'by %s takes the credits with it, once',
    (event) =>
      db.rolledBack(async (session) => {
        const { id } = await pendingPurchase(session)
        await told(session, 'PAYMENT_RECEIVED')
        await told(session, event)
        await told(session, event)
        expect(await purchase(session)).toMatchObject({ status: 'refunded', reversed_credits: 100 })
        expect(await balance(session)).toBe(creditsOfCast)
        expect((await ledgerOf(session)).map((row) => [row.kind, row.amount, row.purchase_id])).toEqual([
          ['purchase', 100, id],
          ['adjustment', -100, id],
        ])
        await expectBooksInOrder(session)
      }),
  )

  it('after the credits were spent leaves a debt that everybody sees', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      await leaveCredits(session, 40, aurora.id)
      await told(session, 'PAYMENT_CHARGEBACK_REQUESTED')
      expect(await balanceOf(session)).toMatchObject({ balance: 0, debt_credits: 60 })
      expect((await broadcastsOf(session)).at(-1)?.payload).toMatchObject({ balance: 0, debt_credits: 60 })
      const bought = await addCredits(session, 50, 'next')
      expect(bought).toMatchObject({ amount: 0, debt_change: -50, balance_after: 0 })
      await expectBooksInOrder(session)
    }))

  it('in part takes its part of the credits, in favour of the clinic', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session, 'pay_1', { credits: 100, price: '39.00' })
      await told(session, 'PAYMENT_RECEIVED')
      const part = (...values: number[]) => ({ refunds: values.map((value) => ({ value, status: 'DONE' })) })
      await told(session, 'PAYMENT_PARTIALLY_REFUNDED', part(10))
      expect(await purchase(session)).toMatchObject({ status: 'paid', reversed_credits: 25 })
      await told(session, 'PAYMENT_PARTIALLY_REFUNDED', part(10, 10))
      expect(await balance(session)).toBe(creditsOfCast + 49)
      expect(await told(session, 'PAYMENT_PARTIALLY_REFUNDED', part(10))).toMatchObject({
        outcome: 'ignored',
      })
      await told(session, 'PAYMENT_REFUNDED', part(10, 10, 19))
      expect(await balance(session)).toBe(creditsOfCast)
      await expectBooksInOrder(session)
    }))

  it('in a part that is not told is for a person to look at', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      for (const refunds of [null, [], [{ value: 10, status: 'CANCELLED' }]]) {
        expect(await told(session, 'PAYMENT_PARTIALLY_REFUNDED', { refunds })).toMatchObject({
          outcome: 'review',
          reason: 'refund_unclear',
        })
      }
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }))

  it.each(['PENDING', 'AWAITING_CRITICAL_ACTION_AUTHORIZATION'])('that is %s takes nothing yet', (status) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      const half = (state: string) => ({ refunds: [{ value: 19.5, status: state }] })
      expect(await told(session, 'PAYMENT_PARTIALLY_REFUNDED', half(status))).toMatchObject({
        outcome: 'ignored',
      })
      await told(session, 'PAYMENT_REFUND_DENIED', half('CANCELLED'))
      expect(await purchase(session)).toMatchObject({ status: 'paid', reversed_credits: 0 })
      await told(session, 'PAYMENT_PARTIALLY_REFUNDED', half('DONE'))
      expect(await balance(session)).toBe(creditsOfCast + 50)
    }),
  )

  it('and is denied afterwards is for a person to look at, where it took credits', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      const denied = (...more: { value: number; status: string }[]) =>
        told(session, 'PAYMENT_REFUND_DENIED', { refunds: [{ value: 19.5, status: 'CANCELLED' }, ...more] })
      expect(await denied()).toMatchObject({ outcome: 'ignored' })
      const done = { value: 19.5, status: 'DONE' }
      await told(session, 'PAYMENT_PARTIALLY_REFUNDED', { refunds: [done] })
      expect(await denied(done)).toMatchObject({ outcome: 'ignored' })
      expect(await denied()).toMatchObject({ outcome: 'review', reason: 'refund_denied' })
      expect(await balance(session)).toBe(creditsOfCast + 50)
    }))

  it('of what was paid beyond the price takes nothing, and only then its part', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session, 'pay_1', { credits: 100, price: '39.00' })
      await told(session, 'PAYMENT_RECEIVED', { value: 59 })
      const back = async (value: number) => {
        await told(session, 'PAYMENT_PARTIALLY_REFUNDED', {
          value: 59,
          refunds: [{ value, status: 'DONE' }],
        })
        return (await balance(session)) - creditsOfCast
      }
      expect([await back(20), await back(20.39), await back(39.5), await back(58.99)]).toEqual([
        100, 99, 50, 1,
      ])
      await expectBooksInOrder(session)
    }))

  it('before the payment is heard of leaves nothing when it is', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_REFUNDED')
      await creditsUntouched(session)
      await told(session, 'PAYMENT_RECEIVED')
      expect(await purchase(session)).toMatchObject({ status: 'refunded' })
      expect(await balance(session)).toBe(creditsOfCast)
      await expectBooksInOrder(session)
    }))
})

describe('a charge that is not paid', () => {
  it('expires, is cancelled and comes back as the provider says', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      const states = []
      for (const event of ['PAYMENT_OVERDUE', 'PAYMENT_DELETED', 'PAYMENT_OVERDUE', 'PAYMENT_RESTORED']) {
        await told(session, event)
        states.push((await purchase(session)).status)
      }
      expect(states).toEqual(['expired', 'cancelled', 'cancelled', 'pending'])
      await creditsUntouched(session)
    }))

  it.each([[[]], [['PAYMENT_OVERDUE']]])(
    'deleted after its time, it has expired (told before: %j)',
    (before) =>
      db.rolledBack(async (session) => {
        await pendingPurchase(session)
        await session.asPostgres(
          (sql) => sql`update public.whatsapp_credit_purchases set expires_at = now() - interval '1 minute'`,
        )
        for (const event of [...before, 'PAYMENT_DELETED']) await told(session, event)
        expect(await purchase(session)).toMatchObject({ status: 'expired' })
        await told(session, 'PAYMENT_RESTORED')
        expect(await purchase(session)).toMatchObject({ status: 'pending' })
        await creditsUntouched(session)
      }),
  )

  it('cannot undo a payment by coming late', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      for (const event of ['PAYMENT_OVERDUE', 'PAYMENT_DELETED', 'PAYMENT_UPDATED', 'PAYMENT_CREATED']) {
        expect(await told(session, event, { status: 'OVERDUE' })).toMatchObject({ outcome: 'ignored' })
      }
      expect(await purchase(session)).toMatchObject({ status: 'paid' })
      expect(await balance(session)).toBe(creditsOfCast + 100)
    }))

  it('says nothing about the charge that took its place', () =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session, 'pay_2')
      expect(await told(session, 'PAYMENT_DELETED', { externalReference: id })).toMatchObject({
        outcome: 'ignored',
      })
      expect(await purchase(session)).toMatchObject({ status: 'pending' })
    }))
})

describe('an event', () => {
  it.each([
    ['of a kind nobody knows', asaasEvent('PAYMENT_TELEPORTED'), 'unknown_event'],
    ['of a payment that is not ours', asaasEvent('PAYMENT_RECEIVED', { id: 'pay_9' }), 'not_a_purchase'],
    [
      'with a forged reference',
      asaasEvent('PAYMENT_RECEIVED', { id: 'pay_9', externalReference: randomUUID() }),
      'not_a_purchase',
    ],
    [
      'with a strange reference',
      asaasEvent('PAYMENT_RECEIVED', { id: 'pay_9', externalReference: "'; drop" }),
      'not_a_purchase',
    ],
    ['without a payment', { id: 'evt_1', event: 'PAYMENT_RECEIVED' }, 'not_a_purchase'],
    ['without an id', { event: 'PAYMENT_RECEIVED', payment: payment({ id: 'pay_9' }) }, 'not_a_purchase'],
    ['without anything', {}, 'unknown_event'],
    [
      'with an id that no key takes',
      { id: [...Array(9000).keys()].join(), event: 'TRANSFER_DONE' },
      'unknown_event',
    ],
    ['that is a list', [], 'unknown_event'],
    ['about something else', { id: 'evt_1', event: 'TRANSFER_DONE', transfer: {} }, 'unknown_event'],
  ])('%s is stored and changes nothing', (_what, event, reason) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      expect(await applyEvent(session, event)).toMatchObject({ outcome: 'ignored', reason })
      expect(only(await storedEvents(session))).toMatchObject({ raw: event, outcome: 'ignored', reason })
      await creditsUntouched(session)
    }),
  )

  it('without an id is stored once, too', () =>
    db.rolledBack(async (session) => {
      const event = { event: 'PAYMENT_RECEIVED', payment: payment() }
      await pendingPurchase(session)
      await applyEvent(session, event)
      expect(await applyEvent(session, event)).toEqual({ outcome: 'duplicate' })
    }))

  it('that names the purchase of another clinic credits the clinic that bought', () =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED', { externalReference: id })
      expect((await balanceOf(session, horizonte.id)).balance).toBe(creditsOfCast)
    }))

  it('outlives the clinic it was about', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await told(session, 'PAYMENT_RECEIVED')
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      expect(await storedEvents(session)).toHaveLength(1)
    }))
})

describe('races', () => {
  it('of one payment, told 16 times at once by 4 events, while credits are spent: credited once', async () => {
    await pendingPurchase(db)
    const events = ['PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_OVERDUE', 'PAYMENT_UPDATED'].map(
      (name) => asaasEvent(name),
    )
    const outcomes = await Promise.all([
      ...Array.from({ length: 16 }, (_, n) => applyEvent(db, events[n % 4]!)),
      ...Array.from({ length: 8 }, (_, n) => deductCredits(db, 1, `spent:${n}`)),
    ])
    expect(outcomes.filter((one) => 'outcome' in one && one.outcome === 'duplicate')).toHaveLength(12)
    expect(await balance(db)).toBe(creditsOfCast + 100 - 8)
    expect(await purchase(db)).toMatchObject({ status: 'paid' })
    await expectBooksInOrder(db)
  })
})
