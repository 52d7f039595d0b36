import { randomUUID } from 'node:crypto'
import { describe, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('settle_late_payment', () => {
  it('knows its acts and payments', () =>
    db.rolledBack(async (session) => {
      const act = (name: string) =>
        ask(session, 'settle_late_payment', { payment_id: randomUUID(), act: name })
      await expectError(act('forget'), 'PT400', 'invalid_order')
      await expectError(act('credit'), 'PT404', 'order_payment_not_found')
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'settle_late_payment', { payment_id: randomUUID(), act: 'credit' }),
)
