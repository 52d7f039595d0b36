import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addAddon, addonOf, offerAddon } from '../../support/addons.ts'
import { createDatabase } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'

const db = await createDatabase()

describe('saas_delete_addon_product', () => {
  it('takes the product out of the shop, once, and leaves what clinics have of it', () =>
    db.rolledBack(async (session) => {
      const id = await offerAddon(session)
      await addAddon(session, 10, 'a')
      const remove = () =>
        session.asUser('saas@zelo.test', (sql) => sql`select public.saas_delete_addon_product(${id})`)
      const product = () =>
        session.asPostgres((sql) => sql`select deleted_at, is_active from public.addon_products`)
      await remove()
      const first = await product()
      expect(first).toMatchObject([{ deleted_at: expect.any(Date), is_active: false }])
      await remove()
      expect(await product()).toEqual(first)
      expect(
        await session.asUser('dona@aurora.test', (sql) => sql`select id from public.addon_products`),
      ).toEqual([])
      expect((await addonOf(session)).balance).toBe(10)
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_delete_addon_product(${randomUUID()})`)
})
