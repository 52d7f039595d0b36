import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { listInvoices, mixedOrder } from '../support/order-invoices.ts'
import { itIsForStockReaders } from '../support/stock.ts'

const db = await createDatabase()

describe('list_order_invoices', () => {
  it('says what is there and what is still to be issued', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      expect(await listInvoices(session, placed.id, 'supervisor@aurora.test')).toMatchObject({
        is_on: true,
        invoices: [],
        open: [{ kind: 'nfe' }, { kind: 'nfse' }],
      })
      await expectError(listInvoices(session, randomUUID()), 'PT404', 'order_not_found')
    }))
})

itIsForStockReaders(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_order_invoices', { order_id: randomUUID() }),
)
