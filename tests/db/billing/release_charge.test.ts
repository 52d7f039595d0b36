import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { personas } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { beginPurchase, sellPackage, type Purchase } from '../support/purchases.ts'

const db = await createDatabase()

/** As text, as the functions have it: a Date knows no microseconds. */
const release = (session: Session, { tenant_id, id, charging_until }: Purchase) =>
  session.asService(
    (sql) => sql`select app.release_charge(${tenant_id}, ${id}, ${charging_until}::text::timestamptz)`,
  )

describe('release_charge', () => {
  it('lets the next press on "buy" charge at once, of this purchase alone', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      const [first, second] = [
        { packageId, clientId: randomUUID() },
        { packageId, clientId: randomUUID() },
      ]
      const { purchase } = await beginPurchase(session, first)
      await beginPurchase(session, second)
      await release(session, purchase)
      expect(await beginPurchase(session, first)).toMatchObject({
        may_charge: true,
        purchase: { id: purchase.id },
      })
      expect(await beginPurchase(session, second)).toMatchObject({ may_charge: false })
    }))

  it('leaves the reservation of whoever came after the caller', () =>
    db.rolledBack(async (session) => {
      const press = { packageId: await sellPackage(session), clientId: randomUUID() }
      const { purchase: slow } = await beginPurchase(session, press)
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credit_purchases set charging_until = now() - interval '1 second' where true`,
      )
      const next = await beginPurchase(session, press)
      expect(next.may_charge).toBe(true)
      await release(session, slow)
      expect(await beginPurchase(session, press)).toMatchObject({ may_charge: false })
      await release(session, next.purchase)
      expect(await beginPurchase(session, press)).toMatchObject({ may_charge: true })
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.as(
            persona,
            (sql) => sql`select app.release_charge(${randomUUID()}, ${randomUUID()}, now())`,
          ),
        insufficientPrivilege,
      ),
    ),
  )
})
