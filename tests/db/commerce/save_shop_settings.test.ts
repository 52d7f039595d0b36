import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { lookAtShop, openShop, saveShop, seller, shopPaths } from '../support/shop.ts'

const db = await createDatabase()

describe('save_shop_settings', () => {
  it('opens the shop of a clinic that has switched it on, and names the seller', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => saveShop(session, seller), 'PT403', 'module_off')
      await openShop(session)
      expect(await lookAtShop(session, 'aurora')).toMatchObject({
        state: 'open',
        shop: { clinic: 'Clínica Aurora', legal_name: seller.legal_name, tax_id: seller.tax_id },
        items: [],
      })
    }))

  it('opens no shop without its seller', () =>
    db.rolledBack(async (session) => {
      await openShop(session, { is_open: false })
      await expectRefusal(() => saveShop(session, { ...seller, tax_id: ' ' }), 'PT400', 'seller_incomplete')
      expect(await lookAtShop(session, 'aurora')).toEqual({ state: 'unknown' })
    }))

  it('gives an address to one clinic, and lets go of the one before', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await openShop(session, { slug: 'Loja da Aurora' })
      expect(await lookAtShop(session, 'loja-da-aurora')).toMatchObject({ state: 'open' })
      expect(await lookAtShop(session, 'aurora')).toEqual({ state: 'unknown' })
      await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.set_module(${horizonte.id}, 'shop', true)`,
      )
      const take = (slug: string) =>
        session.asUser(
          'dona@horizonte.test',
          (sql) => sql`select public.save_shop_settings(${horizonte.id}, ${sql.json({ ...seller, slug })})`,
        )
      await expectRefusal(() => take('loja-da-aurora'), 'PT409', 'slug_taken')
      await take('aurora')
    }))

  it('is closed with its module, and when the clinic leaves', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_module(${aurora.id}, 'shop', false)`,
      )
      expect(await lookAtShop(session, 'aurora')).toEqual({ state: 'unknown' })
      await openShop(session)
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_cancellations (tenant_id, deletion_on) values (${aurora.id}, '2099-01-01')`,
      )
      expect(await lookAtShop(session, 'aurora')).toEqual({ state: 'unknown' })
      expect(await shopPaths(session, null)).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.save_shop_settings(${aurora.id}, '{}')`)
})
