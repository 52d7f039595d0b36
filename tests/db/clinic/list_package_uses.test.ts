import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { day, itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('list_package_uses', () => {
  it('shows also the unit that a miss consumed', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: { patient_id: patients.ana, sessions: 4, price_cents: 60000, starts_on: day(-10) },
      })
      await book(session, { start_local: `${day(-3)}T15:00` })
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      await book(session, { id: patients.bia, start_local: `${day(-2)}T15:00` })
      await ask(session, 'set_session_status', { id: patients.bia, status: 'excused' })
      await book(session, { id: patients.caio, start_local: `${day(3)}T15:00` })
      const uses = await list<{ session_id: string; status: string }>(session, 'list_package_uses', {
        id: patients.davi,
      })
      expect(uses.map(({ session_id, status }) => [session_id, status])).toEqual([
        [sessionId, 'missed'],
        [patients.caio, 'scheduled'],
      ])
      await expectError(
        list(session, 'list_package_uses', { id: sessionId }),
        'PT404',
        'session_package_not_found',
      )
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'list_package_uses', { id: sessionId }))
