import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId, types } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { day, itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('list_session_packages', () => {
  it('shows what is left of each', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: {
          patient_id: patients.ana,
          sessions: 4,
          price_cents: 60000,
          session_type_id: types.single,
          expires_on: day(60),
        },
      })
      await book(session, { start_local: `${day(3)}T15:00` })
      expect(await list(session, 'list_session_packages', { patient_id: patients.ana })).toMatchObject([
        {
          sessions: 4,
          used: 1,
          remaining: 3,
          type_name: 'Individual',
          charge_state: 'unpaid',
          is_expired: false,
          payer_name: 'Ana Prado',
        },
      ])
      expect(await list(session, 'list_session_packages', { patient_id: patients.bia })).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_session_packages', { patient_id: sessionId }),
)
