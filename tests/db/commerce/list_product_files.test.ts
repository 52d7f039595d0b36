import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { fullShop, putProductFile } from '../support/shop-orders.ts'

const db = await createDatabase()

describe('list_product_files', () => {
  it('lists what is offered before what is archived', () =>
    db.rolledBack(async (session) => {
      const { digital } = await fullShop(session)
      const ids = [
        await putProductFile(session, digital.product),
        await putProductFile(session, digital.product),
      ]
      for (const [n, id] of ids.entries())
        await ask(session, 'save_product_file', {
          id,
          product_id: digital.product,
          file: { is_archived: n === 0 },
        })
      const files = await ask<{ id: string }[]>(session, 'list_product_files', {
        product_id: digital.product,
      })
      expect(files.map(({ id }) => id)).toEqual([ids[1], ids[0]])
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_product_files', { product_id: aurora.id }),
)
