import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'
import { sellPackage } from '../../support/purchases.ts'

const db = await createDatabase()

const inOrder = async (session: Session) =>
  (
    await session.asPostgres(
      (sql) => sql`select id from public.whatsapp_credit_packages order by position, created_at, id`,
    )
  ).map((row) => row.id as string)

describe('saas_order_credit_packages', () => {
  it('gives the packages the order in which they are named, whatever else is named', () =>
    db.rolledBack(async (session) => {
      const [a, b, c] = [
        await sellPackage(session),
        await sellPackage(session),
        await sellPackage(session),
      ] as const
      for (const order of [
        [c, a, b],
        [b, c, a],
      ]) {
        await session.asUser(
          'saas@zelo.test',
          (sql) => sql`select public.saas_order_credit_packages(${[...order, randomUUID()]}::uuid[])`,
        )
        expect(await inOrder(session)).toEqual(order)
      }
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_order_credit_packages('{}')`)
})
