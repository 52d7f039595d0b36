import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, day, itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('get_payer', () => {
  it('says who pays, for whom, and what is open', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(-3)}T15:00` })
      await book(session, { id: patients.davi, start_local: `${day(4)}T15:00` })
      const payer_id = (await charges(session))[0]!.payer_id
      expect(await ask(session, 'get_payer', { payer_id })).toMatchObject({
        id: payer_id,
        name: 'Ana Prado',
        is_patient: true,
        open_cents: 18000,
        overdue_cents: 18000,
        balance_cents: 36000,
        credit_cents: 0,
        patients: [{ id: patients.ana, name: 'Ana Prado' }],
      })
      await expectError(ask(session, 'get_payer', { payer_id: sessionId }), 'PT404', 'payer_not_found')
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'get_payer', { payer_id: sessionId }))
