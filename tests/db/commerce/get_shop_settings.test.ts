import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { openShop, saveItem, seller } from '../support/shop.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('get_shop_settings', () => {
  it('says what the shop is like, and how much stands in it', () =>
    db.rolledBack(async (session) => {
      const get = () =>
        session.asUser('recepcao@aurora.test', async (sql) => {
          const [row] = await sql`select public.get_shop_settings(${aurora.id}) as value`
          return row!.value as unknown
        })
      expect(await get()).toMatchObject({
        is_on: false,
        is_open: false,
        slug: null,
        suggested_slug: 'aurora',
      })
      await openShop(session)
      await saveItem(session, (await shelve(session)).product, { is_published: true })
      expect(await get()).toMatchObject({ is_on: true, ...seller, published: 1 })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_shop_settings(${aurora.id})`)
})
