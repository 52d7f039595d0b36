import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, otherSessionId, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { balances, charges, day, expectBooksInOrder, itIsForTheDesk } from '../support/money.ts'
import { forgetMoney } from '../support/old-sessions.ts'

const db = await createDatabase()
const run = '0e000000-0000-4000-8000-0000000000c1'

async function oldSessions(session: Session): Promise<void> {
  await openAgenda(session)
  await book(session, { start_local: `${day(-20)}T15:00` })
  await book(session, { id: otherSessionId, start_local: `${day(-3)}T15:00` })
  await forgetMoney(session)
}
const bill = (session: Session, changes: object = {}) =>
  ask(session, 'bill_unbilled_sessions', { id: run, from: day(-10), ...changes })

describe('bill_unbilled_sessions', () => {
  it('charges from a day on, once', () =>
    db.rolledBack(async (session) => {
      await oldSessions(session)
      expect(await bill(session)).toMatchObject({
        id: run,
        sessions: 1,
        charges: 1,
        amount_cents: 18000,
        covered: 0,
        left: 0,
      })
      expect(await bill(session)).toMatchObject({ sessions: 0 })
      expect(await balances(session)).toBe(18000)
      expect(await ask(session, 'get_money_settings')).toMatchObject({ unbilled_sessions: 1 })
      await expectBooksInOrder(session)
    }))

  it('is the only way: no change of an old session charges it', () =>
    db.rolledBack(async (session) => {
      await oldSessions(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      expect(await charges(session)).toEqual([])
      await bill(session, { from: day(-30) })
      await ask(session, 'set_session_status', { id: sessionId, status: 'excused' })
      expect(await charges(session)).toHaveLength(1)
    }))

  it.each([
    [{ id: null }, 'missing_client_id'],
    [{ from: null }, 'invalid_date'],
  ])('refuses %j', (changes, code) =>
    db.rolledBack((session) => expectError(bill(session, changes), 'PT400', code)),
  )
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'bill_unbilled_sessions', { id: run, from: day(0) }))
