import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, list, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForPayoutKeepers, month, owner } from '../support/payouts.ts'

const db = await createDatabase()

describe('list_charges_of_nobody', () => {
  it('names packages and monthly fees of a month without a therapist', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const sold = { patient_id: patients.ana, sessions: 4, price_cents: 60000 }
      await ask(session, 'save_session_package', { id: sessionId, package: sold })
      const hers = { id: patients.davi, package: { ...sold, therapist_id: helena } }
      await ask(session, 'save_session_package', hers)
      expect(await list(session, 'list_charges_of_nobody', { month: month() }, owner)).toMatchObject([
        { origin: 'package', patient_name: 'Ana Prado', amount_cents: 60000, paid_cents: 0 },
      ])
      expect(await list(session, 'list_charges_of_nobody', { month: month(-1) }, owner)).toEqual([])
    }))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select * from %s', 'list_charges_of_nobody', { month: month() }),
)
