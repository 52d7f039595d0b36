import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { bought, listReviews, openReview, sendReview } from '../support/reviews.ts'
import { saveShop, seller } from '../support/shop.ts'
import { itIsForStockReaders } from '../support/stock.ts'

const db = await createDatabase()

describe('a review', () => {
  it('is written by whoever has what they bought, once, and waits', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      expect(await openReview(session, order.id, product)).toMatchObject({
        state: 'open',
        shown_name: 'Cliente',
      })
      expect(await sendReview(session, order.id, product)).toBe('sent')
      expect(await sendReview(session, order.id, product, { stars: 1, body: 'Outra' })).toBe('sent')
      expect(await listReviews(session)).toMatchObject([
        { stars: 5, body: 'Chegou rápido.', state: 'pending', shown_name: 'Cliente', may_be_shown: true },
      ])
      expect(await openReview(session, order.id, product)).toMatchObject({ state: 'sent' })
    }))

  it('is written by nobody who has it not: before it was handed over, of another order, of another thing', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session, { isOut: false })
      expect(await sendReview(session, order.id, product)).toBe('unknown')
      expect(await sendReview(session, product, product)).toBe('unknown')
      expect(await sendReview(session, order.id, order.id)).toBe('unknown')
      expect(await listReviews(session)).toEqual([])
    }))

  it('brings no address, and has one to five stars', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      for (const body of ['Veja https://loja.test', 'entre em WWW.barato', 'ofertas.com melhor'])
        expect(await sendReview(session, order.id, product, { body })).toBe('has_link')
      for (const stars of [0, 6, null])
        expect(await sendReview(session, order.id, product, { stars })).toBe('no_stars')
      expect(await sendReview(session, order.id, product, { body: 'a'.repeat(1001) })).toBe('too_long')
      expect(await sendReview(session, order.id, product, { body: 'Bom... muito bom.Recomendo' })).toBe(
        'sent',
      )
    }))

  it('is asked for nowhere while the clinic wants none', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      const sections = async () => {
        const [row] = await session.asPostgres(
          (sql) => sql<{ s: { title: string; items: { href: string }[] }[] }[]>`
            select app.order_sections(${aurora.id}, ${order.id}) as s`,
        )
        return row!.s.filter(({ title }) => title === 'O que você achou?')
      }
      expect(await sections()).toMatchObject([
        { items: [{ href: expect.stringContaining(`&avaliar=${product}`) }] },
      ])
      await saveShop(session, { ...seller, takes_reviews: false })
      expect(await sections()).toEqual([])
      expect(await sendReview(session, order.id, product)).toBe('unknown')
    }))

  it.each([
    ['Ana Prado Lima', 'Ana L.'],
    ['  Ana ', 'Ana'],
    ['', 'Cliente'],
    [null, 'Cliente'],
  ])('of %j is shown as of %s', async (name, shown) => {
    const [row] = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`select app.review_name(${name}) as name`,
    )
    expect(row!.name).toBe(shown)
  })
})

describe('list_reviews', () => {
  it('finds by state and product, page after page', () =>
    db.rolledBack(async (session) => {
      const { order, product } = await bought(session)
      await sendReview(session, order.id, product)
      const [review] = await listReviews(session, { where: { state: 'pending' }, search: 'oleo' })
      expect(await listReviews(session, { where: { state: 'published' } })).toEqual([])
      expect(
        await listReviews(session, { after: { id: review!.id, created_at: review!.created_at } }),
      ).toEqual([])
    }))
})

itIsForStockReaders(db, (sql) => callAgenda(sql, 'select %s', 'list_reviews', {}))
