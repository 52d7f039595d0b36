import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { race } from '../support/sales.ts'
import {
  adjust,
  receive,
  saveProduct,
  saveSupplier,
  supplierId,
  variantForm,
  type Purchase,
} from '../support/stock.ts'

const db = await createDatabase()

const suggest = (session: Session) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ added: number }[]>`select app.suggest_purchases(${aurora.id}) as added`
    return row!.added
  })
const purchases = (session: Session) =>
  ask<(Purchase & { is_suggested: boolean; ordered: number })[]>(session, 'list_purchases')

/** A book of which two are left and that is bought again at two. */
async function low(session: Session) {
  await saveSupplier(session)
  const form = variantForm({ reorder_point: 2, reorder_quantity: 6, supplier_id: supplierId })
  const saved = await saveProduct(session, { name: 'Livro', variants: [form] })
  await adjust(session, saved.variants[0]!.id, { quantity: 2 })
  return saved.variants[0]!
}

describe('suggest_purchases', () => {
  it('suggests an order once a need, until there was enough again', () =>
    db.rolledBack(async (session) => {
      const book = await low(session)
      expect([await suggest(session), await suggest(session)]).toEqual([1, 0])
      const [first] = await purchases(session)
      expect(first).toMatchObject({ number: 1, state: 'draft', is_suggested: true, ordered: 6 })
      await ask(session, 'cancel_purchase', { id: first!.id })
      expect(await suggest(session)).toBe(0)
      await adjust(session, book.id, { quantity: 5 })
      expect(await suggest(session)).toBe(0)
      await adjust(session, book.id, { quantity: 5, reason: 'used' })
      expect(await suggest(session)).toBe(1)
      const [second] = await purchases(session)
      const { items } = await ask<Purchase>(session, 'get_purchase', { id: second!.id })
      await receive(session, [{ item_id: items[0]!.id, quantity: 6 }], { id: second!.id })
      expect(await suggest(session)).toBe(0)
      expect(await purchases(session)).toHaveLength(2)
    }))

  it('raises one alert with new needs, and ends it when there is enough of all', () =>
    db.rolledBack(async (session) => {
      const alerts = () =>
        session.asPostgres(async (sql) => [
          ...(await sql`
            select data, ended_at is null as stands from public.alerts
            where tenant_id = ${aurora.id} and kind = 'stock_low' order by raised_at`),
        ])
      const book = await low(session)
      await suggest(session)
      expect(await alerts()).toMatchObject([{ data: { items: 'Livro', count: 1 }, stands: true }])
      await suggest(session)
      expect(await alerts()).toHaveLength(1)
      await adjust(session, book.id, { quantity: 50 })
      await suggest(session)
      expect(await alerts()).toMatchObject([{ stands: false }])
    }))

  it('puts what one supplier has into one order, and only notes what has none', () =>
    db.rolledBack(async (session) => {
      await low(session)
      await saveProduct(
        session,
        { name: 'Baralho', variants: [variantForm({ reorder_point: 0, supplier_id: supplierId })] },
        { id: '70000000-0000-4000-8000-000000000002' },
      )
      await saveProduct(
        session,
        { name: 'Caneta', variants: [variantForm({ reorder_point: 3 })] },
        { id: '70000000-0000-4000-8000-000000000003' },
      )
      expect(await suggest(session)).toBe(3)
      expect(await purchases(session)).toEqual([expect.objectContaining({ ordered: 7 })])
    }))

  it('is one job for a clinic, however often the clock calls', () =>
    db.rolledBack(async (session) => {
      await low(session)
      const enqueue = () =>
        session.asService(
          async (sql) => (await sql<{ n: number }[]>`select app.enqueue_purchase_suggestions() as n`)[0]!.n,
        )
      expect([await enqueue(), await enqueue()]).toEqual([1, 0])
    }))

  it('two workers at once suggest once', async () => {
    await low(db)
    const { done } = await race([suggest(db), suggest(db), suggest(db)])
    expect(done.sort()).toEqual([0, 0, 1])
    expect(await purchases(db)).toHaveLength(1)
  })
})
