import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { fingerprint } from '../support/guards.ts'
import { day, itIsForTheDesk } from '../support/money.ts'
import { forgetMoney } from '../support/old-sessions.ts'

const db = await createDatabase()

describe('preview_unbilled_sessions', () => {
  it('says what would be charged, and changes nothing', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(-3)}T15:00` })
      await book(session, { id: patients.bia, start_local: `${day(-2)}T15:00` })
      await ask(session, 'set_session_status', { id: patients.bia, status: 'excused' })
      await forgetMoney(session)
      const before = await fingerprint(session)
      expect(await ask(session, 'preview_unbilled_sessions', { from: day(-10) })).toEqual({
        sessions: 2,
        charges: 1,
        amount_cents: 18000,
        covered: 0,
        left: 0,
        first_on: day(-3),
        last_on: day(-2),
      })
      expect(await fingerprint(session)).toBe(before)
      await expectError(ask(session, 'preview_unbilled_sessions', { from: null }), 'PT400', 'invalid_date')
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'preview_unbilled_sessions', { from: day(0) }))
