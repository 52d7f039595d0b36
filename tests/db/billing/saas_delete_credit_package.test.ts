import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast } from '../support/cast.ts'
import { balanceOf, expectBooksInOrder } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import {
  applyEvent,
  applyPayment,
  asaasEvent,
  payment,
  pendingPurchase,
  purchasesOf,
} from '../support/purchases.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

const remove = (session: Session, id: string, note: string | null = 'Saiu de linha') =>
  session.asUser('saas@zelo.test', (sql) => sql`select public.saas_delete_credit_package(${id}, ${note})`)

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

  it.each([null, '', ' oi '])('refuses to go without a reason: %j', (note) =>
    db.rolledBack(async (session) => {
      const { package_id } = await pendingPurchase(session)
      await expectRefusal(() => remove(session, package_id!, note), 'PT400', 'note_required')
    }),
  )

  it('takes turns with an answer that changes a purchase of it twice', async () => {
    const { package_id } = await pendingPurchase(db)
    let applied: Promise<unknown> | undefined
    let removed: Promise<unknown> | undefined
    await db.asService(async (sql) => {
      await sql`select app.lock_credits(${aurora.id})`
      applied = applyPayment(db, payment({ status: 'REFUNDED' }))
      await untilSomebodyWaits(db)
      removed = remove(db, package_id!)
      await untilSomebodyWaits(db, 2)
    })
    await Promise.all([applied, removed])
    expect(only(await purchasesOf(db))).toMatchObject({ status: 'refunded', package_id: null })
    await expectBooksInOrder(db)
  })

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_delete_credit_package(${randomUUID()}, 'Saiu')`)
})
