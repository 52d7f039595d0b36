import { describe, expect, it } from 'vitest'
import { ask, callAgenda, list, openAgenda, patients, types, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('list_session_prices', () => {
  it('shows therapists’ prices, then patients’, or those of one patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_price', {
        id: patients.davi,
        price: { patient_id: patients.ana, price_cents: 9000 },
      })
      await ask(session, 'save_session_price', {
        id: patients.caio,
        price: { therapist_id: sueli, session_type_id: types.single, price_cents: 25000 },
      })
      expect(await list(session, 'list_session_prices')).toMatchObject([
        {
          therapist_name: 'Sueli Supervisora',
          type_name: 'Individual',
          patient_id: null,
          price_cents: 25000,
        },
        { patient_name: 'Ana Prado', therapist_id: null, price_cents: 9000 },
      ])
      expect(await list(session, 'list_session_prices', { patient_id: patients.bia })).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'list_session_prices'))
