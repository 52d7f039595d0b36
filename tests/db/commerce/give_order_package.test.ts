import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { expectOrdersInOrder, fulfil, getOrder, order, pay, takeBack, type Order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

interface Package {
  id: string
  sessions: number
  price_cents: number
  charge_state: string | null
}

/** What is sold as a package of four sessions. */
async function shelvePackage(session: Session) {
  const shelf = await shelve(session, { kind: 'package' })
  await session.asPostgres(
    (sql) =>
      sql`update public.products set package_sessions = 4, package_days = 90 where id = ${shelf.product}`,
  )
  return shelf
}
const sell = (session: Session, id: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ sold: number }[]>`select app.sell_order_packages(${aurora.id}, ${id}) as sold`
    return row!.sold
  })
const packagesOf = (session: Session, patient: string) =>
  session.asPostgres(
    (sql) => sql<Package[]>`
      select k.id, k.sessions, k.price_cents, c.state as charge_state from public.session_packages k
      left join public.money_charges c on c.tenant_id = k.tenant_id and c.id = k.charge_id
      where k.tenant_id = ${aurora.id} and k.patient_id = ${patient} order by k.created_at, k.id`,
  )
const jobs = (session: Session) =>
  session.asPostgres(
    (sql) => sql`select payload ->> 'order_id' as id from app.jobs where kind = 'sell_packages'`,
  )
const give = (session: Session, item: string, patient: string) =>
  ask<Order>(session, 'give_order_package', { item_id: item, patient_id: patient }, 'recepcao@aurora.test')

describe('packages of an order', () => {
  it('are the patient’s once it is paid, made once however often the job is killed and repeated', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelvePackage(session)
      const placed = await order(session, variant, { patient_id: patients.ana })
      expect(await sell(session, placed.id)).toBe(0)
      await pay(session, placed.id, placed.total_cents)
      expect(await jobs(session)).toEqual([{ id: placed.id }])
      expect(await sell(session, placed.id)).toBe(2)
      expect(await sell(session, placed.id)).toBe(0)
      expect(await packagesOf(session, patients.ana)).toMatchObject([
        { sessions: 4, price_cents: placed.total_cents / 2, charge_state: 'paid' },
        { sessions: 4, price_cents: placed.total_cents / 2, charge_state: 'paid' },
      ])
      expect(await getOrder(session, placed.id)).toMatchObject({
        state: 'fulfilled',
        items: [{ fulfilled: 2 }],
      })
      await expectOrdersInOrder(session)
    }))

  it('are handed over by nobody, and do not come back with their order', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelvePackage(session)
      const placed = await order(session, variant, { patient_id: patients.ana }, { quantity: 1 })
      expect(await fulfil(session, placed.id)).toMatchObject({ items: [{ fulfilled: 0 }] })
      await expectError(
        fulfil(session, placed.id, [{ item_id: placed.items[0]!.id, quantity: 1 }]),
        'PT409',
        'more_than_ordered',
      )
      await pay(session, placed.id, placed.total_cents)
      await sell(session, placed.id)
      await expectError(takeBack(session, placed, 1), 'PT409', 'package_ends_apart')
    }))
})

describe('give_order_package', () => {
  it('says whose a package is that somebody bought who is no patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelvePackage(session)
      const placed = await order(session, variant, {}, { quantity: 1 })
      const item = placed.items[0]!.id
      await pay(session, placed.id, placed.total_cents)
      expect(await sell(session, placed.id)).toBe(0)
      expect(await sell(session, placed.id)).toBe(0)
      const waits = (await getOrder(session, placed.id)).events.filter(({ kind }) => kind === 'package_waits')
      expect(waits).toHaveLength(1)
      await expectError(give(session, item, randomUUID()), 'PT404', 'patient_not_found')
      await expectError(give(session, randomUUID(), patients.bia), 'PT404', 'order_item_not_found')
      expect(await give(session, item, patients.bia)).toMatchObject({ state: 'fulfilled' })
      // whose it is stays
      await give(session, item, patients.ana)
      expect(await packagesOf(session, patients.ana)).toEqual([])
      expect(await packagesOf(session, patients.bia)).toMatchObject([{ charge_state: 'paid' }])
      await expectOrdersInOrder(session)
    }))

  it('before it is paid only says so', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelvePackage(session)
      const placed = await order(session, variant, {}, { quantity: 1 })
      expect(await give(session, placed.items[0]!.id, patients.bia)).toMatchObject({ state: 'pending' })
      expect(await packagesOf(session, patients.bia)).toEqual([])
      const thing = await order(session, (await shelve(session)).variant)
      await expectError(give(session, thing.items[0]!.id, patients.bia), 'PT404', 'order_item_not_found')
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'give_order_package', { item_id: randomUUID(), patient_id: randomUUID() }),
)
