import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { beginPurchase, sellPackage } from '../support/purchases.ts'

const db = await createDatabase()

const setActive = (session: Session, id: string, active: boolean | null) =>
  session.asUser('saas@zelo.test', async (sql) =>
    only(await sql`select * from public.saas_set_credit_package_active(${id}, ${active})`),
  )

describe('saas_set_credit_package_active', () => {
  it('takes a package off sale and puts it on again', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      expect(await setActive(session, packageId, false)).toMatchObject({ is_active: false })
      expect(await setActive(session, packageId, null)).toMatchObject({ is_active: false })
      await expectRefusal(() => beginPurchase(session, { packageId }), 'PT404', 'package_not_found')
      await setActive(session, packageId, true)
      expect(await beginPurchase(session, { packageId })).toMatchObject({ may_charge: true })
    }))

  it('does not know a package that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(() => setActive(session, randomUUID(), true), 'PT404', 'package_not_found'),
    ))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_set_credit_package_active(${randomUUID()}, true)`)
})
