import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { openShop, saveItem } from '../support/shop.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('get_catalog_item', () => {
  it('suggests an address, and says where the shop is once it is open', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      const get = (id: string = product) =>
        session.asUser('supervisor@aurora.test', async (sql) => {
          const [row] = await sql`select public.get_catalog_item(${aurora.id}, ${id}) as value`
          return row!.value as unknown
        })
      expect(await get()).toMatchObject({
        is_published: false,
        slug: expect.stringMatching(/^oleo-/) as string,
        shop_slug: null,
      })
      await openShop(session)
      await saveItem(session, product, { is_published: true, slug: 'lavanda' })
      expect(await get()).toMatchObject({ is_published: true, slug: 'lavanda', shop_slug: 'aurora' })
      await expectRefusal(() => get(aurora.id), 'PT404', 'product_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_catalog_item(${aurora.id}, ${aurora.id})`)
})
