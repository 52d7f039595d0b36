import type { Sql } from 'postgres'
import { expect, it } from 'vitest'
import { fillShelves } from '../../../local/demo/stock.ts'
import { ask } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { stockFaults } from '../support/stock.ts'

const db = await createDatabase()

it('the clinic of the demo has 25 items, 3 suppliers and an order of which a part has arrived', () =>
  db.rolledBack(async (session) => {
    await session.asPostgres(async (sql) => {
      const claims = JSON.stringify({ sub: people['admin@aurora.test'].id, role: 'authenticated' })
      await sql`select set_config('request.jwt.claims', ${claims}, true)`
      await fillShelves(sql as unknown as Sql, aurora.id)
    })
    expect(await ask(session, 'list_products')).toHaveLength(25)
    expect(await ask(session, 'list_suppliers')).toHaveLength(3)
    const orders = await ask<{ state: string; is_suggested: boolean }[]>(session, 'list_purchases')
    expect(orders.map(({ state }) => state)).toEqual(['draft', 'draft', 'partial'])
    expect(await stockFaults(session)).toEqual([])
  }))
