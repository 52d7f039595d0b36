import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { expectBooksInOrder, ledgerOf } from '../support/credits.ts'
import { createDatabase } from '../support/database.ts'
import { applyEvent, asaasEvent, pendingPurchase, purchasesOf } from '../support/purchases.ts'

const db = await createDatabase()

describe('a purchase', () => {
  it('that an operator deletes leaves its credits, its ledger and a payment that another may have', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      const paid = (await ledgerOf(session)).at(-1)!
      expect(paid).toMatchObject({ kind: 'purchase', purchase_id: expect.any(String) })
      await session.asPostgres((sql) => sql`delete from public.whatsapp_credit_purchases where true`)
      expect((await ledgerOf(session)).at(-1)).toMatchObject({ id: paid.id, purchase_id: null })
      expect(
        await session.asPostgres((sql) => sql`select tenant_id, purchase_id from app.asaas_events`),
      ).toEqual([{ tenant_id: null, purchase_id: null }])
      await expectBooksInOrder(session)

      await pendingPurchase(session)
      expect(await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))).toMatchObject({ outcome: 'applied' })
    }))

  it('goes with its clinic, its ledger and its routes', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      expect(await purchasesOf(session)).toEqual([])
      const left = await session.asPostgres(
        (sql) => sql`select (select count(*)::int from app.purchase_routes) as routes,
          (select count(*)::int from app.credit_references where tenant_id = ${aurora.id}) as references,
          (select count(*)::int from app.asaas_events where tenant_id is not null) as events`,
      )
      expect(left).toEqual([{ routes: 0, references: 0, events: 0 }])
    }))
})
