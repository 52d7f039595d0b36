import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { applyEvent, asaasEvent, pendingPurchase } from '../support/purchases.ts'

const db = await createDatabase()

const list = (session: Session, status: string | null = null, before: unknown = null) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`select * from public.saas_list_credit_purchases(${status}, 50, ${before as Date | null})`,
  )

describe('saas_list_credit_purchases', () => {
  it('shows the purchases of every clinic, in one state or in any, and goes on before the last one seen', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session, 'pay_1')
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credit_purchases set created_at = created_at - interval '1 day' where true`,
      )
      await pendingPurchase(session, 'pay_2')
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      const rows = await list(session)
      expect(rows).toMatchObject([
        { asaas_payment_id: 'pay_2', status: 'pending', amount_brl: '39.00' },
        { asaas_payment_id: 'pay_1', status: 'paid', tenant_name: aurora.name },
      ])
      expect(only(await list(session, 'paid'))).toMatchObject({ asaas_payment_id: 'pay_1' })
      expect(only(await list(session, null, rows[0]!.created_at))).toMatchObject({
        asaas_payment_id: 'pay_1',
      })
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_credit_purchases()`)
})
