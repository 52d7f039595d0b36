import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { getOrder, pay } from '../support/orders.ts'
import { buy, cartOf, fullShop, line, orderOf, putProductFile } from '../support/shop-orders.ts'

const db = await createDatabase()
const desk = 'recepcao@aurora.test'

const download = (session: Session, order: string, item: string, file: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ did: { state: string; path?: string; name?: string } }[]>`
      select app.take_download(${aurora.id}, ${order}, ${item}, ${file}) as did`
    return row!.did
  })

describe('save_product_file', () => {
  it('keeps a file that was looked at, with its limits', () =>
    db.rolledBack(async (session) => {
      const { digital } = await fullShop(session)
      const id = await putProductFile(session, digital.product)
      const files = await ask(
        session,
        'save_product_file',
        { id, product_id: digital.product, file: { max_downloads: 2, valid_days: 10 } },
        desk,
      )
      expect(files).toMatchObject([{ id, max_downloads: 2, valid_days: 10, is_archived: false }])
      await expectRefusal(
        () =>
          ask(
            session,
            'save_product_file',
            { id, product_id: digital.product, file: { valid_days: 0 } },
            desk,
          ),
        'PT400',
        'invalid_file',
      )
      await expectRefusal(
        () =>
          ask(
            session,
            'save_product_file',
            { id: randomUUID(), product_id: digital.product, file: {} },
            desk,
          ),
        'PT404',
        'upload_not_found',
      )
    }))
})

describe('a file that was bought', () => {
  it('is open after the payment, as often and as long as it says, and closed when it is given back', () =>
    db.rolledBack(async (session) => {
      const { digital } = await fullShop(session)
      const file = await putProductFile(session, digital.product)
      await ask(
        session,
        'save_product_file',
        { id: file, product_id: digital.product, file: { max_downloads: 2 } },
        desk,
      )
      const placed = await orderOf(session, await buy(session, cartOf([line(digital.variant)])))
      const item = (await getOrder(session, placed.id)).items[0]!.id
      expect(await download(session, placed.id, item, file)).toEqual({ state: 'closed' })
      expect(await pay(session, placed.id, placed.total_cents)).toMatchObject({ state: 'fulfilled' })
      expect(await download(session, placed.id, item, file)).toMatchObject({
        state: 'open',
        name: 'caderno.pdf',
      })
      expect(await download(session, randomUUID(), item, file)).toEqual({ state: 'closed' })
      await session.asPostgres((sql) => sql`update public.order_downloads set expires_at = now()`)
      expect(await download(session, placed.id, item, file)).toEqual({ state: 'closed' })
      await session.asPostgres(
        (sql) => sql`update public.order_downloads set expires_at = now() + interval '1 day'`,
      )
      expect(await download(session, placed.id, item, file)).toMatchObject({ state: 'open' })
      expect(await download(session, placed.id, item, file)).toEqual({ state: 'closed' })
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'save_product_file', { id: aurora.id, product_id: aurora.id, file: {} }),
)
