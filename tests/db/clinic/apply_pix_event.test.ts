import { describe, expect, it } from 'vitest'
import { book, openAgenda } from '../support/agenda.ts'
import { horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { balances, charges, day, expectBooksInOrder, receive } from '../support/money.ts'
import {
  account,
  attachPix,
  beginPix,
  connectPix,
  credit,
  movements,
  pendingPix,
  pixEvent,
  pixOf,
  tellPix,
} from '../support/pix.ts'

const db = await createDatabase()

describe('apply_pix_event', () => {
  it('pays what was asked for, once, however often and in whichever way it is told', () =>
    db.rolledBack(async (session) => {
      const { pix } = await pendingPix(session, { of: 2 })
      const received = pixEvent('PAYMENT_RECEIVED', { value: 360 })
      expect(await tellPix(session, received)).toMatchObject({ outcome: 'applied', reason: 'paid' })
      expect(await tellPix(session, received)).toEqual({ outcome: 'duplicate' })
      for (const event of ['PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_OVERDUE', 'PAYMENT_DELETED'])
        expect(await tellPix(session, pixEvent(event, { value: 360 }))).toMatchObject({ outcome: 'ignored' })
      expect(await charges(session)).toMatchObject([{ state: 'paid' }, { state: 'paid' }])
      expect(await pixOf(session, pix.id)).toMatchObject({ status: 'paid' })
      expect(await movements(session)).toEqual([['payment', -36000]])
      expect(await balances(session)).toBe(0)
      await expectBooksInOrder(session)
    }))

  it('knows what Asaas kept of it', () =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      await tellPix(session, pixEvent('PAYMENT_RECEIVED', { netValue: 178.01 }))
      const fees = await session.asPostgres(
        (sql) => sql<{ fee_cents: number }[]>`select fee_cents from public.money_payments`,
      )
      expect([...fees]).toEqual([{ fee_cents: 199 }])
    }))

  it('finds a charge that nobody had the time to record', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await connectPix(session)
      await book(session, { start_local: `${day(2)}T15:00` })
      const { pix } = await beginPix(session, await charges(session))
      await tellPix(session, pixEvent('PAYMENT_RECEIVED', { id: 'pay_9', externalReference: pix.id }))
      expect(await pixOf(session, pix.id)).toMatchObject({ status: 'paid', asaas_payment_id: 'pay_9' })
      // whoever made it records it late
      expect(await attachPix(session, pix.id, 'pay_9')).toMatchObject({ status: 'paid' })
      expect(await movements(session)).toEqual([['payment', -18000]])
    }))

  it('keeps what was paid twice, or meanwhile in cash, as credit of the payer', () =>
    db.rolledBack(async (session) => {
      const { pix, charges: all } = await pendingPix(session)
      await receive(session, all.slice(0, 1))
      expect(await tellPix(session, pixEvent('PAYMENT_RECEIVED'))).toMatchObject({ outcome: 'applied' })
      expect(await credit(session)).toBe(18000)
      await tellPix(session, pixEvent('PAYMENT_RECEIVED', { id: 'pay_2', externalReference: pix.id }))
      expect(await credit(session)).toBe(36000)
      expect(await charges(session)).toMatchObject([{ state: 'paid' }, { state: 'unpaid' }])
      await expectBooksInOrder(session)
    }))

  it('takes back what went back, in whole or in part, and what a dispute took', () =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      await tellPix(session, pixEvent('PAYMENT_RECEIVED'))
      const part = {
        status: 'RECEIVED',
        refunds: [
          { status: 'DONE', value: 50 },
          { status: 'PENDING', value: 9 },
        ],
      }
      await tellPix(session, pixEvent('PAYMENT_PARTIALLY_REFUNDED', part))
      await tellPix(session, pixEvent('PAYMENT_PARTIALLY_REFUNDED', part))
      expect(await charges(session)).toMatchObject([{ paid_cents: 13000, state: 'partly' }, {}])
      await tellPix(
        session,
        pixEvent('PAYMENT_CHARGEBACK_REQUESTED', {}, { dateCreated: '2026-11-28 13:00:00' }),
      )
      expect(await charges(session)).toMatchObject([{ paid_cents: 0, state: 'unpaid' }, {}])
      await tellPix(
        session,
        pixEvent('PAYMENT_AWAITING_CHARGEBACK_REVERSAL', part, { dateCreated: '2026-11-28 14:00:00' }),
      )
      expect(await charges(session)).toMatchObject([{ paid_cents: 13000 }, {}])
      // older news, late
      await tellPix(
        session,
        pixEvent('PAYMENT_CHARGEBACK_DISPUTE', {}, { dateCreated: '2026-11-28 13:30:00' }),
      )
      expect(await movements(session)).toEqual([
        ['payment', -18000],
        ['refund', 5000],
        ['refund', 13000],
        ['payment', -13000],
      ])
      await expectBooksInOrder(session)
    }))

  it('comes to the same when the refund is told before the payment', () =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      await tellPix(session, pixEvent('PAYMENT_REFUNDED'))
      await tellPix(session, pixEvent('PAYMENT_RECEIVED'))
      expect(await charges(session)).toMatchObject([{ state: 'unpaid' }, {}])
      expect(await movements(session)).toEqual([
        ['payment', -18000],
        ['refund', 18000],
      ])
      await expectBooksInOrder(session)
    }))

  it.each([
    ['of a payment that is none of ours', pixEvent('PAYMENT_RECEIVED', { id: 'pay_7' })],
    ['of a kind nobody knows', pixEvent('PAYMENT_TELEPORTED')],
    ['without a payment', { id: 'evt_x', event: 'PAYMENT_RECEIVED' }],
    ['that is a list', []],
    ['whose payment is no object', { id: 'evt_y', event: 'PAYMENT_RECEIVED', payment: 'pay_1' }],
  ])('ignores one %s', (_name, event) =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      expect(await tellPix(session, event)).toMatchObject({ outcome: 'ignored' })
      expect(await movements(session)).toEqual([])
    }),
  )

  it('keeps one without an amount for a person', () =>
    db.rolledBack(async (session) => {
      await pendingPix(session)
      expect(await tellPix(session, pixEvent('PAYMENT_RECEIVED', { value: 'muito' }))).toMatchObject({
        outcome: 'review',
      })
      expect(await movements(session)).toEqual([])
    }))

  it('of another clinic pays nothing of this one, whichever id it names', () =>
    db.rolledBack(async (session) => {
      const { pix } = await pendingPix(session)
      const other = { tenant: horizonte.id, of: account }
      await connectPix(session, { as: 'admin@horizonte.test', tenant: horizonte.id })
      expect(
        await tellPix(session, pixEvent('PAYMENT_RECEIVED', { externalReference: pix.id }), other),
      ).toMatchObject({
        outcome: 'ignored',
      })
      expect(await movements(session)).toEqual([])
    }))

  it('of two payments at once, and cash beside them, each counts once', async () => {
    const { pix, charges: all } = await pendingPix(db)
    const told = await Promise.allSettled([
      tellPix(db, pixEvent('PAYMENT_RECEIVED')),
      tellPix(db, pixEvent('PAYMENT_CONFIRMED', { status: 'RECEIVED' })),
      tellPix(db, pixEvent('PAYMENT_RECEIVED', { id: 'pay_2', externalReference: pix.id })),
      receive(db, all.slice(0, 1)),
    ])
    const cash = told[3].status === 'fulfilled' ? 18000 : 0
    expect(await balances(db)).toBe(all.length * 18000 - 36000 - cash)
    expect(await credit(db)).toBe(18000 + cash)
    expect((await charges(db))[0]).toMatchObject({ state: 'paid' })
    await expectBooksInOrder(db)
  })
})
