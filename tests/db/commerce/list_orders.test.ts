import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('list_orders', () => {
  it('is the newest first, in pages, by state, buyer and number', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      for (let n = 0; n < 3; n++) await order(session, variant)
      type Row = { id: string; number: number; created_at: string; summary: string }
      const list = (more: Record<string, unknown> = {}) => ask<Row[]>(session, 'list_orders', more)
      const all = await list()
      expect(all.map(({ number }) => number)).toEqual([3, 2, 1])
      expect(all[0]!.summary).toMatch(/^2× Óleo/)
      expect((await list({ after: all[1], limit: 1 })).map(({ number }) => number)).toEqual([1])
      expect((await list({ search: '#2' })).map(({ number }) => number)).toEqual([2])
      expect(await list({ search: 'balcao' })).toHaveLength(3)
      expect(await list({ where: { state: 'paid' } })).toEqual([])
      expect(await list({ where: { needs_person: true } })).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'list_orders', {}))
