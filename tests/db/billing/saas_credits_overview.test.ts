import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast } from '../support/cast.ts'
import { leaveCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { applyEvent, asaasEvent, pendingPurchase } from '../support/purchases.ts'
import { activateTwilio } from '../support/outbox.ts'

const db = await createDatabase()

const overview = (session: Session) =>
  session.asUser('saas@zelo.test', async (sql) => {
    const [row] = await sql`select public.saas_credits_overview() as overview`
    return row!.overview as Record<string, unknown>
  })

describe('saas_credits_overview', () => {
  it('is all zero where nothing was sold', () =>
    db.rolledBack(async (session) => {
      expect(await overview(session)).toMatchObject({
        clinics: 2,
        balance: 2 * creditsOfCast,
        debt_credits: 0,
        low_balance_clinics: 0,
        revenue_cents: 0,
        revenue_cents_30d: 0,
        purchases_pending: 0,
        events_to_review: 0,
        webhook: { is_interrupted: false, checked_at: null },
      })
    }))

  it('counts what was paid and kept in cents, what waits, what a person must look at, and a queue that stands still', () =>
    db.rolledBack(async (session) => {
      await activateTwilio(session)
      for (const [id, price] of [
        ['pay_1', '39.10'],
        ['pay_2', '0.20'],
        ['pay_3', '10.00'],
      ] as const) {
        await pendingPurchase(session, id, { price })
      }
      await pendingPurchase(session, 'pay_4')
      for (const [id, value] of [
        ['pay_1', 39.1],
        ['pay_2', 0.2],
        ['pay_3', 10],
      ] as const) {
        await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { id, value }))
      }
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { id: 'pay_4', value: 1 }))
      await leaveCredits(session, 20, aurora.id)
      const half = { id: 'pay_1', value: 39.1, refunds: [{ value: 19.55, status: 'DONE' }] }
      await applyEvent(session, asaasEvent('PAYMENT_PARTIALLY_REFUNDED', half))
      await applyEvent(session, asaasEvent('PAYMENT_REFUNDED', { id: 'pay_3', value: 10 }))
      await session.asService((sql) => sql`select app.note_asaas_webhook(true, '15 failures')`)
      expect(await overview(session)).toMatchObject({
        balance: creditsOfCast,
        debt_credits: 130,
        low_balance_clinics: 1,
        revenue_cents: 1975,
        revenue_cents_30d: 1975,
        purchases_30d: 2,
        purchases_pending: 1,
        events_to_review: 1,
        webhook: { is_interrupted: true, detail: '15 failures', checked_at: expect.any(String) },
      })
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_credits_overview()`)
})
