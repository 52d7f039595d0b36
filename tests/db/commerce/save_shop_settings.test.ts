import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { openShop, saveItem, saveShop, seller } from '../support/shop.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

const look = (session: Session, slug: string, filter: object = {}) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: Record<string, unknown> & { items: { slug: string }[] } }[]>`
      select app.open_shop(${slug}, ${sql.json(filter as never)}, 'ip') as value`
    return row!.value
  })
const lookAt = (session: Session, slug: string, item: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: Record<string, unknown> }[]>`
      select app.open_shop_item(${slug}, ${item}, 'ip') as value`
    return row!.value
  })
const addresses = (session: Session, slug: string | null) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: { path: string }[] }[]>`select app.shop_addresses(${slug}) as value`
    return row!.value.map(({ path }) => path)
  })

describe('save_shop_settings', () => {
  it('opens the shop of a clinic that has switched it on, and names the seller', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(session, () => saveShop(session, seller), 'PT403', 'module_off')
      await openShop(session)
      expect(await look(session, 'aurora')).toMatchObject({
        state: 'open',
        shop: { clinic: 'Clínica Aurora', legal_name: seller.legal_name, tax_id: seller.tax_id },
        items: [],
      })
    }))

  it('opens no shop without its seller', () =>
    db.rolledBack(async (session) => {
      await openShop(session, { is_open: false })
      await expectRefusal(
        session,
        () => saveShop(session, { ...seller, tax_id: ' ' }),
        'PT400',
        'seller_incomplete',
      )
      expect(await look(session, 'aurora')).toEqual({ state: 'unknown' })
    }))

  it('gives an address to one clinic, and lets go of the one before', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await openShop(session, { slug: 'Loja da Aurora' })
      expect(await look(session, 'loja-da-aurora')).toMatchObject({ state: 'open' })
      expect(await look(session, 'aurora')).toEqual({ state: 'unknown' })
      await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.set_module(${horizonte.id}, 'shop', true)`,
      )
      const take = (slug: string) =>
        session.asUser(
          'dona@horizonte.test',
          (sql) => sql`select public.save_shop_settings(${horizonte.id}, ${sql.json({ ...seller, slug })})`,
        )
      await expectRefusal(session, () => take('loja-da-aurora'), 'PT409', 'slug_taken')
      await take('aurora')
    }))

  it('is closed with its module, and when the clinic leaves', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_module(${aurora.id}, 'shop', false)`,
      )
      expect(await look(session, 'aurora')).toEqual({ state: 'unknown' })
      await openShop(session)
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_cancellations (tenant_id, deletion_on) values (${aurora.id}, '2099-01-01')`,
      )
      expect(await look(session, 'aurora')).toEqual({ state: 'unknown' })
      expect(await addresses(session, null)).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.save_shop_settings(${aurora.id}, '{}')`)
  itIsForMembers(db, (sql) => sql`select public.get_shop_settings(${aurora.id})`)
})

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
      expect(await look(session, 'aurora')).toMatchObject({
        items: [{ slug, price_cents: 4990, is_available: true, summary: 'Para relaxar' }],
      })
      expect(await lookAt(session, 'aurora', slug)).toMatchObject({
        state: 'open',
        item: { body: 'Linha 1\nLinha 2', variants: [{ price_cents: 4990, is_available: true }], dates: [] },
      })
      expect(await addresses(session, 'aurora')).toEqual(['aurora', `aurora/${slug}`])
      await saveItem(session, product, { is_published: false })
      expect(await lookAt(session, 'aurora', slug)).toMatchObject({ state: 'gone' })
      expect((await look(session, 'aurora')).items).toEqual([])
    }))

  it('says what is sold out', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const { product } = await shelve(session, { quantity: 0 })
      await saveItem(session, product, { is_published: true })
      expect(await look(session, 'aurora')).toMatchObject({ items: [{ is_available: false }] })
    }))

  it('is found by words without accents, by kind and page by page', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      for (let n = 0; n < 26; n++) {
        const { product } = await shelve(session, { quantity: 1 })
        await saveItem(session, product, { is_published: true })
      }
      const first = await look(session, 'aurora', { q: 'OLEO%' })
      expect(first.items).toHaveLength(24)
      const second = await look(session, 'aurora', { q: 'óleo', after: first.next })
      expect(second.items).toHaveLength(2)
      expect(second.next).toBeNull()
      expect(new Set([...first.items, ...second.items].map(({ slug }) => slug)).size).toBe(26)
      expect((await look(session, 'aurora', { kind: 'service' })).items).toEqual([])
      expect((await look(session, 'aurora', { q: 'travesseiro' })).items).toEqual([])
    }))

  it('has an address of its own', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const [one, two] = [await shelve(session), await shelve(session)]
      await saveItem(session, one.product, { slug: 'Óleo de Lavanda' })
      await expectRefusal(
        session,
        () => saveItem(session, two.product, { slug: 'oleo-de-lavanda' }),
        'PT409',
        'slug_taken',
      )
      await expectRefusal(session, () => saveItem(session, aurora.id, {}), 'PT404', 'product_not_found')
      await expectRefusal(
        session,
        () => saveItem(session, two.product, { summary: 'x'.repeat(301) }),
        'PT400',
        'invalid_item',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.save_catalog_item(${aurora.id}, ${aurora.id}, '{}')`)
  itIsForMembers(db, (sql) => sql`select public.get_catalog_item(${aurora.id}, ${aurora.id})`)
})
