import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { sellPackage } from '../support/purchases.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

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

  it('of two administrators is that of the later one, whole', async () => {
    const [a, b, c] = [await sellPackage(db), await sellPackage(db), await sellPackage(db)] as const
    const order = (sql: TransactionSql, ids: string[]) =>
      sql`select public.saas_order_credit_packages(${ids}::uuid[])`
    await db.asUser('saas@zelo.test', (sql) => order(sql, [a, b, c]))
    let later: Promise<unknown> | undefined
    await db.asUser('saas@zelo.test', async (sql) => {
      await order(sql, [c, b, a])
      later = db.asUser('saas@zelo.test', (other) => order(other, [a, c, b]))
      await untilSomebodyWaits(db)
    })
    await later
    expect(await inOrder(db)).toEqual([a, c, b])
  })

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_order_credit_packages('{}')`)
})
