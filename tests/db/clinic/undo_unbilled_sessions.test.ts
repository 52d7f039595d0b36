import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, otherSessionId, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { balances, charges, day, expectBooksInOrder, itIsForTheDesk, receive } from '../support/money.ts'
import { forgetMoney } from '../support/old-sessions.ts'

const db = await createDatabase()
const run = '0e000000-0000-4000-8000-0000000000c1'

describe('undo_unbilled_sessions', () => {
  it('takes back what was charged, and leaves what was paid since', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(-4)}T15:00` })
      await book(session, { id: otherSessionId, start_local: `${day(-3)}T15:00` })
      await forgetMoney(session)
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: {
          patient_id: patients.ana,
          sessions: 1,
          price_cents: 15000,
          starts_on: day(-4),
          expires_on: day(-4),
        },
      })
      await book(session, { id: patients.bia, start_local: `${day(-2)}T15:00` })
      await forgetMoney(session, patients.bia)
      const bill = () => ask(session, 'bill_unbilled_sessions', { id: run, from: day(-10) })
      expect(await bill()).toMatchObject({ sessions: 3, charges: 2, covered: 1, amount_cents: 36000 })
      const paid = (await charges(session)).filter(({ session_id }) => session_id === otherSessionId)
      await receive(session, paid)
      expect(await ask(session, 'undo_unbilled_sessions', { id: run })).toEqual({ undone: 2, kept: 1 })
      expect(await balances(session)).toBe(15000)
      await expectBooksInOrder(session)
      expect(
        await ask(session, 'bill_unbilled_sessions', { id: patients.caio, from: day(-10) }),
      ).toMatchObject({ sessions: 2 })
      await expectBooksInOrder(session)
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'undo_unbilled_sessions', { id: run }))
