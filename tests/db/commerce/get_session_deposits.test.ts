import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import type { Deposits } from '../support/deposits.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { connectStripe } from '../support/stripe.ts'

const db = await createDatabase()

describe('get_session_deposits', () => {
  it('asks for nothing until somebody says so, and knows whether it could be paid', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const none = await ask<Deposits>(session, 'get_session_deposits')
      expect(none).toMatchObject({ hold_minutes: 120, asks_online: true, can_be_paid: false })
      expect(none.types.filter(({ amount_cents }) => amount_cents !== null)).toEqual([])
      await connectStripe(session)
      expect(await ask(session, 'get_session_deposits')).toMatchObject({ can_be_paid: true })
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'get_session_deposits', {}))
