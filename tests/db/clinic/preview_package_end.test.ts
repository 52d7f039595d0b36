import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, day, itIsNotForTherapists, receive } from '../support/money.ts'

const db = await createDatabase()

describe('preview_package_end', () => {
  it('says what end_session_package then does', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const sold = { patient_id: patients.ana, sessions: 4, price_cents: 60000, starts_on: day(-10) }
      await ask(session, 'save_session_package', { id: patients.davi, package: sold })
      await receive(session, await charges(session))
      await book(session, { start_local: `${day(-2)}T15:00` })
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      await book(session, { id: patients.bia, start_local: `${day(3)}T15:00` })
      expect(await ask(session, 'preview_package_end', { id: patients.davi })).toEqual({
        used: 1,
        unused: 3,
        later_sessions: 1,
        charged_cents: 15000,
        paid_cents: 60000,
        credit_cents: 45000,
        open_cents: 0,
      })
      await ask(session, 'end_session_package', { id: patients.davi, reason: 'Mudou' })
      expect(await ask(session, 'get_patient_money', { patient_id: patients.ana })).toMatchObject({
        payers: [{ credit_cents: 45000 }],
      })
      expect(await list(session, 'list_package_uses', { id: patients.davi })).toHaveLength(1)
      await expectError(
        ask(session, 'preview_package_end', { id: sessionId }),
        'PT404',
        'session_package_not_found',
      )
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'preview_package_end', { id: sessionId }))
