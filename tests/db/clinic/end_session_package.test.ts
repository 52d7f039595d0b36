import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import {
  balances,
  bill,
  charges,
  day,
  expectBooksInOrder,
  itIsForTheDesk,
  receive,
} from '../support/money.ts'

const db = await createDatabase()

describe('end_session_package', () => {
  it('charges what was used, keeps the rest as credit, and sessions to come pay for themselves', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: { patient_id: patients.ana, sessions: 4, price_cents: 60000, starts_on: day(-10) },
      })
      await receive(session, await charges(session))
      await book(session, { start_local: `${day(-2)}T15:00` })
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      await book(session, { id: patients.bia, start_local: `${day(3)}T15:00` })
      const end = () => ask(session, 'end_session_package', { id: patients.davi, reason: 'Mudou de cidade' })
      expect(await end()).toMatchObject({ used: 1, remaining: 0 })
      await end()
      expect(
        (await charges(session)).map(({ origin, amount_cents, state }) => [origin, amount_cents, state]),
      ).toEqual([
        ['package', 15000, 'paid'],
        ['session', 18000, 'unpaid'],
      ])
      expect(await balances(session)).toBe(15000 + 18000 - 60000)
      await ask(session, 'change_session', { id: sessionId, version: null, changes: { note: 'ok' } })
      expect(await bill(session, sessionId)).toMatchObject({ plan: 'package' })
      await expectBooksInOrder(session)
    }))

  it('wants a reason and a package', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(
        ask(session, 'end_session_package', { id: sessionId, reason: '' }),
        'PT400',
        'money_reason_required',
      )
      await expectError(
        ask(session, 'end_session_package', { id: sessionId, reason: 'x' }),
        'PT404',
        'session_package_not_found',
      )
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'end_session_package', { id: sessionId, reason: 'x' }),
)
