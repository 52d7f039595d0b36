import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { creditsOfCast } from '../../support/cast.ts'
import { balanceOf } from '../../support/credits.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'
import { only } from '../../support/inbox.ts'
import { applyEvent, asaasEvent, pendingPurchase, purchasesOf } from '../../support/purchases.ts'

const db = await createDatabase()

const remove = (session: Session, id: string) =>
  session.asUser('saas@zelo.test', (sql) => sql`select public.saas_delete_credit_package(${id})`)

describe('saas_delete_credit_package', () => {
  it('leaves what was bought, and it can still be paid', () =>
    db.rolledBack(async (session) => {
      const { package_id } = await pendingPurchase(session)
      await remove(session, package_id!)
      await remove(session, package_id!)
      expect(only(await purchasesOf(session))).toMatchObject({ package_id: null, package_name: 'Pacote 100' })
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      expect((await balanceOf(session)).balance).toBe(creditsOfCast + 100)
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_delete_credit_package(${randomUUID()})`)
})
