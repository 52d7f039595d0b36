import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte } from '../support/cast.ts'
import { balanceOf, creditsUntouched, expectBooksInOrder } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { broadcastsOf, only } from '../support/inbox.ts'
import {
  applyEvent,
  applyPayment,
  asaasEvent,
  attachCharge,
  beginPurchase,
  payment,
  pendingPurchase,
  purchasesOf,
  sellPackage,
  type Payment,
  type Purchase,
} from '../support/purchases.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const db = await createDatabase()

const purchase = async (session: Session) => only(await purchasesOf(session))
const answered = (session: Session, more: Payment) => applyPayment(session, payment(more))

const dueNow = (session: Session) =>
  session.asPostgres(
    (sql) =>
      sql`update public.whatsapp_credit_purchases set next_check_at = now() where next_check_at is not null`,
  )

const toCheck = (session: Session, limit = 10) =>
  session.asService((sql) => sql<Purchase[]>`select * from app.claim_purchases_to_check(${limit})`)

const close = (session: Session, { tenant_id, id }: Purchase, status: string | null) =>
  session.asService(async (sql) => {
    const [row] = await sql<
      Purchase[]
    >`select * from app.close_credit_purchase(${tenant_id}, ${id}, ${status})`
    return row!
  })

describe('a purchase to ask the provider about', () => {
  it('is given to one caller, and again five minutes later', () =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      expect(await toCheck(session)).toEqual([])
      await dueNow(session)
      expect(only(await toCheck(session))).toMatchObject({ id, asaas_payment_id: 'pay_1' })
      expect(await toCheck(session)).toEqual([])
      const minutes = ((await purchase(session)).next_check_at as unknown as Date).getTime() - Date.now()
      expect(minutes).toBeGreaterThan(4 * 60_000)
      expect(minutes).toBeLessThan(6 * 60_000)
    }))

  it('may be asked about out of turn, once in twenty seconds, while it waits', () =>
    db.rolledBack(async (session) => {
      const { tenant_id, id } = await pendingPurchase(session)
      const claim = (tenantId = tenant_id) =>
        session.asService(async (sql) => {
          const [row] = await sql<
            { may: boolean }[]
          >`select app.claim_purchase_check(${tenantId}, ${id}) as may`
          return row!.may
        })
      const secondsPass = (seconds: number) =>
        session.asPostgres(
          (sql) =>
            sql`update public.whatsapp_credit_purchases set next_check_at = next_check_at - make_interval(secs => ${seconds})`,
        )
      expect([await claim(horizonte.id), await claim(), await claim()]).toEqual([false, true, false])
      await secondsPass(19)
      expect(await claim()).toBe(false)
      await secondsPass(2)
      expect(await claim()).toBe(true)
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      await secondsPass(60)
      expect(await claim()).toBe(false)
    }))

  it('may be closed, for two weeks, and paid, for thirty days', () =>
    db.rolledBack(async (session) => {
      await close(session, await pendingPurchase(session, 'pay_1'), 'expired')
      await pendingPurchase(session, 'pay_2')
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { id: 'pay_2' }))
      await dueNow(session)
      expect(await toCheck(session)).toHaveLength(2)
      await session.asPostgres(
        (sql) => sql`
          update public.whatsapp_credit_purchases
          set expires_at = now() - interval '15 days', paid_at = paid_at - interval '31 days' where true`,
      )
      await dueNow(session)
      expect(await toCheck(session)).toHaveLength(2)
      // nothing was heard of the paid one since
      await session.asPostgres(
        (sql) => sql`update app.asaas_events set received_at = received_at - interval '31 days' where true`,
      )
      await dueNow(session)
      await toCheck(session)
      await dueNow(session)
      expect(await toCheck(session)).toEqual([])
    }))

  it('is asked about daily once nobody closed it for two weeks', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credit_purchases set expires_at = now() - interval '15 days' where true`,
      )
      await dueNow(session)
      await toCheck(session)
      const { next_check_at } = await purchase(session)
      expect((next_check_at as unknown as Date).getTime() - Date.now()).toBeGreaterThan(DAY - MINUTE)
    }))

  it('is looked after again when something is heard of it long after it was paid', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      await session.asPostgres(async (sql) => {
        await sql`update app.asaas_events set received_at = received_at - interval '40 days' where true`
        await sql`
          update public.whatsapp_credit_purchases set paid_at = paid_at - interval '40 days', next_check_at = null where true`
      })
      await applyEvent(session, asaasEvent('PAYMENT_REFUND_IN_PROGRESS'))
      const { next_check_at } = await purchase(session)
      expect((next_check_at as unknown as Date).getTime() - Date.now()).toBeGreaterThan(DAY - MINUTE)
    }))

  it.each([
    ['restored', 'PAYMENT_RESTORED', { status: 'pending' }, 5 * MINUTE],
    ['paid late', 'PAYMENT_RECEIVED', { status: 'paid' }, DAY],
  ])('is looked after again when it is %s long after it was closed', (_, event, expected, after) =>
    db.rolledBack(async (session) => {
      await close(session, await pendingPurchase(session), 'expired')
      await session.asPostgres(
        (sql) => sql`
          update public.whatsapp_credit_purchases set expires_at = now() - interval '20 days', next_check_at = null where true`,
      )
      await applyEvent(session, asaasEvent(event))
      const restored = await purchase(session)
      expect(restored).toMatchObject(expected)
      const wait = (restored.next_check_at as unknown as Date).getTime() - Date.now()
      expect(Math.abs(wait - after)).toBeLessThan(MINUTE)
    }),
  )
})

describe('what the provider answers', () => {
  it.each(['RECEIVED', 'CONFIRMED', 'RECEIVED_IN_CASH', 'REFUND_REQUESTED', 'REFUND_IN_PROGRESS'])(
    '%s: credited once, heard of or not',
    (status) =>
      db.rolledBack(async (session) => {
        await pendingPurchase(session)
        expect(await answered(session, { status })).toMatchObject({ outcome: 'applied' })
        expect(await answered(session, { status })).toEqual({ outcome: 'duplicate' })
        await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
        expect((await balanceOf(session)).balance).toBe(creditsOfCast + 100)
      }),
  )

  it.each(['REFUNDED', 'CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE'])(
    '%s: paid and taken back, though neither was heard of',
    (status) =>
      db.rolledBack(async (session) => {
        await pendingPurchase(session)
        await answered(session, { status })
        expect(await purchase(session)).toMatchObject({ status: 'refunded', paid_at: expect.any(Date) })
        expect((await balanceOf(session)).balance).toBe(creditsOfCast)
        await expectBooksInOrder(session)
      }),
  )

  it('money that came again after it was given back: told once, credited by nobody', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await answered(session, { status: 'RECEIVED_IN_CASH' })
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED_IN_CASH_UNDONE'))
      expect(await answered(session, { status: 'RECEIVED' })).toMatchObject({
        outcome: 'review',
        reason: 'paid_after_reversal',
      })
      expect(await answered(session, { status: 'RECEIVED' })).toEqual({ outcome: 'duplicate' })
      expect((await balanceOf(session)).balance).toBe(creditsOfCast)
    }))

  it.each([{ status: 'PENDING' }, { status: 'OVERDUE' }, { status: 'PENDING', deleted: true }])(
    'a paid charge that is %j: a person looks, unless it was paid just now',
    (state) =>
      db.rolledBack(async (session) => {
        await pendingPurchase(session)
        await answered(session, { status: 'RECEIVED_IN_CASH' })
        expect(await answered(session, state)).toMatchObject({ outcome: 'ignored' })
        await session.asPostgres(
          (sql) =>
            sql`update public.whatsapp_credit_purchases set paid_at = paid_at - interval '11 minutes' where true`,
        )
        expect(await answered(session, state)).toMatchObject({
          outcome: 'review',
          reason: 'no_longer_paid',
        })
        expect(await answered(session, state)).toEqual({ outcome: 'duplicate' })
        expect((await balanceOf(session)).balance).toBe(creditsOfCast + 100)
      }),
  )

  it('what became worth a look since it was answered before: not passed over as known', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      const reversed = { status: 'CHARGEBACK_REQUESTED', refunds: undefined }
      await answered(session, { status: 'RECEIVED', refunds: undefined })
      await answered(session, reversed)
      await answered(session, reversed)
      expect(await answered(session, { status: 'RECEIVED', refunds: undefined })).toMatchObject({
        outcome: 'review',
        reason: 'paid_after_reversal',
      })
    }))

  it('money that was given back: nobody has to look, however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      for (let n = 0; n < 3; n += 1) await answered(session, { status: 'REFUNDED' })
      const events = await session.asPostgres((sql) => sql`select outcome from app.asaas_events`)
      expect(events.map(({ outcome }) => outcome as string)).not.toContain('review')
    }))

  it('deleted, restored and deleted again: closed each time', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      const deleted = { status: 'PENDING', deleted: true }
      expect(await answered(session, deleted)).toMatchObject({ outcome: 'applied' })
      await applyEvent(session, asaasEvent('PAYMENT_RESTORED'))
      expect(await purchase(session)).toMatchObject({ status: 'pending' })
      expect(await answered(session, deleted)).toMatchObject({ outcome: 'applied' })
      expect(await purchase(session)).toMatchObject({ status: 'cancelled' })
      expect(await answered(session, deleted)).toEqual({ outcome: 'duplicate' })
    }))

  it('a part refunded, and later more: its part is taken back', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      for (const reais of [10, 20]) {
        await answered(session, { status: 'RECEIVED', refunds: [{ value: reais, status: 'DONE' }] })
      }
      expect(await purchase(session)).toMatchObject({ status: 'paid', reversed_credits: 51 })
      expect((await balanceOf(session)).balance).toBe(creditsOfCast + 49)
    }))

  it.each([
    ['PENDING', {}, 'pending'],
    ['OVERDUE', {}, 'expired'],
    ['PENDING', { deleted: true }, 'cancelled'],
  ])('%s %j: %s', (status, more, expected) =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await answered(session, { status, ...more })
      expect(await purchase(session)).toMatchObject({ status: expected })
      await creditsUntouched(session)
    }),
  )

  it('a payment whose answer was lost: it belongs to the purchase now', () =>
    db.rolledBack(async (session) => {
      const { purchase: begun } = await beginPurchase(session, { packageId: await sellPackage(session) })
      await answered(session, { status: 'PENDING', externalReference: begun.id })
      expect(await purchase(session)).toMatchObject({ asaas_payment_id: 'pay_1', asaas_customer_id: 'cus_1' })
    }))
})

describe('close_credit_purchase', () => {
  it('closes what waits, tells the screens, and changes nothing that is settled', () =>
    db.rolledBack(async (session) => {
      const waiting = await pendingPurchase(session)
      expect(await close(session, waiting, 'failed')).toMatchObject({
        status: 'failed',
        failed_at: expect.any(Date),
      })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'credit_purchase',
        payload: { id: waiting.id, status: 'failed' },
      })
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      expect(await close(session, waiting, 'expired')).toMatchObject({ status: 'paid', failed_at: null })
    }))

  it('refuses another state, and a purchase that the clinic does not have', () =>
    db.rolledBack(async (session) => {
      const waiting = await pendingPurchase(session)
      for (const status of ['paid', 'refunded', 'pending', null]) {
        await expectRefusal(() => close(session, waiting, status), 'PT400', 'invalid_status')
      }
      await expectRefusal(
        () => close(session, { ...waiting, tenant_id: horizonte.id }, 'failed'),
        'PT404',
        'purchase_not_found',
      )
    }))
})

describe('attach_charge', () => {
  it('keeps what was known when it is told less, and the other charge when that one was paid', () =>
    db.rolledBack(async (session) => {
      const { purchase: begun } = await beginPurchase(session, { packageId: await sellPackage(session) })
      const charge = { payment_id: 'pay_1', customer_id: 'cus_1', pix_qrcode: 'PNG', pix_copy_paste: '0002' }
      await attachCharge(session, begun, { ...charge, expires_at: '2026-11-30T12:00:00Z' })
      expect(await attachCharge(session, begun, { payment_id: 'pay_1' })).toMatchObject({
        asaas_customer_id: 'cus_1',
        asaas_pix_qrcode: 'PNG',
        asaas_pix_copy_paste: '0002',
        expires_at: new Date('2026-11-30T12:00:00Z'),
      })
    }))

  it('forgets the code and the address of the payment whose place another takes', () =>
    db.rolledBack(async (session) => {
      const { purchase: begun } = await beginPurchase(session, { packageId: await sellPackage(session) })
      const shown = { payment_link: 'https://a', pix_qrcode: 'PNG', pix_copy_paste: '0002' }
      await attachCharge(session, begun, { payment_id: 'pay_1', customer_id: 'cus_1', ...shown })
      expect(await attachCharge(session, begun, { payment_id: 'pay_2' })).toMatchObject({
        asaas_payment_id: 'pay_2',
        asaas_payment_link: null,
        asaas_pix_qrcode: null,
        asaas_pix_copy_paste: null,
      })
    }))

  it('opens a purchase again that the deletion of another charge had closed', () =>
    db.rolledBack(async (session) => {
      const waiting = await pendingPurchase(session)
      await applyEvent(session, asaasEvent('PAYMENT_DELETED'))
      expect(await attachCharge(session, waiting, { payment_id: 'pay_1' })).toMatchObject({
        status: 'cancelled',
      })
      expect(await attachCharge(session, waiting, { payment_id: 'pay_2' })).toMatchObject({
        status: 'pending',
        asaas_payment_id: 'pay_2',
      })
    }))

  it('refuses a payment of another purchase, none at all, and a purchase that the clinic does not have', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session, 'pay_1')
      const second = await pendingPurchase(session, 'pay_2')
      for (const payment_id of ['pay_1', null]) {
        await expectRefusal(() => attachCharge(session, second, { payment_id }), 'PT409', 'payment_in_use')
      }
      for (const unknown of [
        { tenant_id: horizonte.id, id: second.id },
        { tenant_id: aurora.id, id: randomUUID() },
      ]) {
        await expectRefusal(
          () => attachCharge(session, unknown, { payment_id: 'pay_3' }),
          'PT404',
          'purchase_not_found',
        )
      }
    }))
})
