import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { charges, day, itIsNotForTherapists, receive, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(-1)}T15:00` })
  return (await charges(session))[0]!
}

interface Line {
  day: Date
  number: string
  kind: string
  amount_cents: number
  balance_cents: string
}

describe('list_payer_statement', () => {
  it('runs a balance by day, until today, page by page', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await book(session, { id: patients.davi, start_local: `${day(3)}T15:00` })
      await receive(session, [charge], { amount: 10000 })
      const lines = (args: object = {}) =>
        list<Line>(session, 'list_payer_statement', { payer_id: charge.payer_id, ...args })
      const all = await lines()
      expect(
        all.map(({ kind, amount_cents, balance_cents }) => [kind, amount_cents, Number(balance_cents)]),
      ).toEqual([
        ['payment', -10000, 8000],
        ['charge', 18000, 18000],
      ])
      const after = { day: all[0]!.day.toISOString().slice(0, 10), number: all[0]!.number }
      expect(await lines({ after })).toMatchObject([{ kind: 'charge' }])
      expect(await lines({ until: day(30) })).toMatchObject([{ balance_cents: '26000' }, {}, {}])
    }))

  it('takes a charge of a later day back on that day', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await book(session, { id: patients.davi, start_local: `${day(3)}T15:00` })
      await ask(session, 'set_session_status', { id: patients.davi, status: 'cancelled' })
      expect(await list<Line>(session, 'list_payer_statement', { payer_id: charge.payer_id })).toMatchObject([
        { balance_cents: '18000' },
      ])
    }))

  it('knows the payer', () =>
    expectError(list(db, 'list_payer_statement', { payer_id: sessionId }), 'PT404', 'payer_not_found'))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_payer_statement', { payer_id: sessionId }),
)
