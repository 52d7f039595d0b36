import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { lookAtItem, lookAtShop, openShop, saveItem, shopPaths } from '../support/shop.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('save_catalog_item', () => {
  it('puts a product into the shop, and takes it off', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const { product } = await shelve(session)
      const { slug } = await saveItem(session, product, {
        is_published: true,
        summary: 'Para relaxar',
        body: 'Linha 1\nLinha 2',
      })
      expect(slug).toMatch(/^oleo-/)
      expect(await lookAtShop(session, 'aurora')).toMatchObject({
        items: [{ slug, price_cents: 4990, is_available: true, summary: 'Para relaxar' }],
      })
      expect(await lookAtItem(session, 'aurora', slug)).toMatchObject({
        state: 'open',
        item: { body: 'Linha 1\nLinha 2', variants: [{ price_cents: 4990, is_available: true }], dates: [] },
      })
      expect(await shopPaths(session, 'aurora')).toEqual(['aurora', `aurora/${slug}`])
      await saveItem(session, product, { is_published: false })
      expect(await lookAtItem(session, 'aurora', slug)).toMatchObject({ state: 'gone' })
      expect((await lookAtShop(session, 'aurora')).items).toEqual([])
    }))

  it('says what is sold out', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const { product } = await shelve(session, { quantity: 0 })
      await saveItem(session, product, { is_published: true })
      expect(await lookAtShop(session, 'aurora')).toMatchObject({ items: [{ is_available: false }] })
    }))

  it('is found by words without accents, by kind and page by page', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      for (let n = 0; n < 26; n++) {
        const { product } = await shelve(session, { quantity: 1 })
        await saveItem(session, product, { is_published: true })
      }
      const first = await lookAtShop(session, 'aurora', { q: 'OLEO%' })
      expect(first.items).toHaveLength(24)
      const second = await lookAtShop(session, 'aurora', { q: 'óleo', after: first.next })
      expect(second.items).toHaveLength(2)
      expect(second.next).toBeNull()
      expect(new Set([...first.items, ...second.items].map(({ slug }) => slug)).size).toBe(26)
      expect((await lookAtShop(session, 'aurora', { kind: 'service' })).items).toEqual([])
      expect((await lookAtShop(session, 'aurora', { q: 'travesseiro' })).items).toEqual([])
    }))

  it('has an address of its own', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const [one, two] = [await shelve(session), await shelve(session)]
      await saveItem(session, one.product, { slug: 'Óleo de Lavanda' })
      await expectRefusal(
        () => saveItem(session, two.product, { slug: 'oleo-de-lavanda' }),
        'PT409',
        'slug_taken',
      )
      await expectRefusal(() => saveItem(session, aurora.id, {}), 'PT404', 'product_not_found')
      await expectRefusal(
        () => saveItem(session, two.product, { summary: 'x'.repeat(301) }),
        'PT400',
        'invalid_item',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.save_catalog_item(${aurora.id}, ${aurora.id}, '{}')`)
})
