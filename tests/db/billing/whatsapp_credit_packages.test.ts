import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { pendingPurchase, purchasesOf } from '../support/purchases.ts'

const db = await createDatabase()

const asAdmin = (session: Session, call: string) =>
  session.asUser('saas@zelo.test', (sql) => sql.unsafe(`select ${call}`))

const changes = (session: Session, id: string) =>
  session.asPostgres(
    (sql) => sql`
      select changed_by, before ->> 'price_brl' as price_before, after ->> 'price_brl' as price_after,
        coalesce(after, before) ->> 'credits' as credits
      from app.credit_package_changes where package_id = ${id} order by id`,
  )

describe('whatsapp_credit_packages', () => {
  it('leaves a trace of who made, changed and deleted a package, and of what it cost', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      const save = (credits: number, price: string) =>
        asAdmin(
          session,
          `public.saas_save_credit_package('${id}', 'Pacote', null, ${credits}, ${price}, true, false, null, 'Reajuste')`,
        )
      await save(100, '39.00')
      await save(1_000_000, '0.01')
      await save(1_000_000, '0.01')
      await asAdmin(session, `public.saas_order_credit_packages(array['${randomUUID()}', '${id}']::uuid[])`)
      await asAdmin(session, `public.saas_delete_credit_package('${id}', 'Saiu de linha')`)
      const changed_by = people['saas@zelo.test'].id
      expect(await changes(session, id)).toEqual([
        { changed_by, price_before: null, price_after: '39.00', credits: '100' },
        { changed_by, price_before: '39.00', price_after: '0.01', credits: '1000000' },
        { changed_by, price_before: '0.01', price_after: null, credits: '1000000' },
      ])
    }))

  it('that was sold and deleted is known by its trace, beside the purchase', () =>
    db.rolledBack(async (session) => {
      const { package_id: id } = await pendingPurchase(session)
      await asAdmin(session, `public.saas_delete_credit_package('${id}', 'Saiu de linha')`)
      expect(await changes(session, id!)).toHaveLength(2)
      expect(await purchasesOf(session)).toMatchObject([{ package_name: 'Pacote 100', credits: 100 }])
    }))
})
