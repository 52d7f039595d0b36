import { describe, expect, it } from 'vitest'
import { addAddon, addonOf, deductAddon, offerAddon, refundAddon } from '../support/addons.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

const remove = (session: Session, id: string) =>
  session.asUser('saas@zelo.test', (sql) => sql`select public.saas_delete_addon_product(${id})`)

const offered = (session: Session) =>
  session.asUser('dona@aurora.test', (sql) => sql`select slug from public.addon_products order by slug`)

describe('saas_delete_addon_product', () => {
  it('takes the product out of the shop, once', () =>
    db.rolledBack(async (session) => {
      const id = await offerAddon(session)
      const product = () =>
        session.asPostgres((sql) => sql`select deleted_at, is_active from public.addon_products`)
      await remove(session, id)
      const first = await product()
      expect(first).toMatchObject([{ deleted_at: expect.any(Date), is_active: false }])
      await remove(session, id)
      expect(await product()).toEqual(first)
      expect(await offered(session)).toEqual([])
    }))

  it('leaves what clinics have of its type while another product is of the type', () =>
    db.rolledBack(async (session) => {
      const id = await offerAddon(session)
      await offerAddon(session, 'sms', 'sms-500')
      await addAddon(session, 10, 'a')
      await remove(session, id)
      expect(await offered(session)).toEqual([{ slug: 'sms-500' }])
      expect((await addonOf(session)).balance).toBe(10)
    }))

  it('refuses the last of a type of which a clinic has credits, until they are spent', () =>
    db.rolledBack(async (session) => {
      const id = await offerAddon(session)
      await addAddon(session, 10, 'a')
      await expectRefusal(() => remove(session, id), 'PT409', 'product_in_use')
      await deductAddon(session, 10, 'b')
      await remove(session, id)
      expect(await offered(session)).toEqual([])
    }))

  it('keeps one of two products that go at the same time', async () => {
    const ids = [await offerAddon(db, 'fax', 'fax-1'), await offerAddon(db, 'fax', 'fax-2')]
    await addAddon(db, 10, 'fax', { type: 'fax' })
    const answers = await Promise.allSettled(ids.map((id) => remove(db, id)))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await offered(db)).toHaveLength(1)
  })

  it('leaves nobody who could be given credits of the type', () =>
    db.rolledBack(async (session) => {
      const id = await offerAddon(session)
      await addAddon(session, 10, 'a')
      await deductAddon(session, 10, 'b')
      await remove(session, id)
      await expectRefusal(() => addAddon(session, 5, 'c'), 'PT404', 'addon_not_found')
      await refundAddon(session, 'b')
      expect((await addonOf(session)).balance).toBe(10)
    }))

  let offer = ''
  itIsForSaasAdmins(
    db,
    (sql) => sql`select public.saas_delete_addon_product(${offer})`,
    async (session) => (offer = await offerAddon(session)),
  )
})
