import { describe, expect, it } from 'vitest'
import { ask, callAgenda, list, openAgenda, patients, sessionId, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('list_monthly_fees', () => {
  it('shows fees with the months that are charged', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const fee = { patient_id: patients.ana, day: 10, amount_cents: 70000, therapist_id: helena }
      await ask(session, 'save_monthly_fee', { id: patients.davi, fee })
      expect(await list(session, 'list_monthly_fees', { patient_id: patients.ana })).toMatchObject([
        {
          day: 10,
          amount_cents: 70000,
          therapist_name: 'Helena Terapeuta',
          is_active: true,
          months: [{ state: 'unpaid' }],
        },
      ])
      expect(await list(session, 'list_monthly_fees', { patient_id: patients.bia })).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_monthly_fees', { patient_id: sessionId }),
)
