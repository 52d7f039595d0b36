import { describe, expect, it } from 'vitest'
import { ask, callAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { day, itIsNotForTherapists } from '../support/money.ts'
import { documents, helenaAsPerson, issue, paidSession } from '../support/receipts.ts'

const db = await createDatabase()
const year = Number(day(0).slice(0, 4))

describe('get_payer_year', () => {
  it('sums what somebody paid in a year and did not get back', () =>
    db.rolledBack(async (session) => {
      const { id, charge } = await paidSession(session)
      await helenaAsPerson(session)
      await issue(session, id)
      const asked = (of: number) => ask(session, 'get_payer_year', { payer_id: charge.payer_id, year: of })
      expect(await asked(year)).toMatchObject({
        year,
        payer: { name: 'Ana Prado', document: documents.ana },
        total_cents: 18000,
        payments: [
          {
            paid_on: day(0),
            amount_cents: 18000,
            patient_name: 'Ana Prado',
            provider: { kind: 'pf', document: documents.helena },
            receipts: `1/${year}`,
          },
        ],
      })
      expect(await asked(year - 1)).toMatchObject({ total_cents: 0, payments: [] })
      await ask(session, 'refund_payment', {
        id: patients.davi,
        payment_id: id,
        amount_cents: 18000,
        method: 'pix',
        reason: 'Acordo',
      })
      expect(await asked(year)).toMatchObject({ total_cents: 0, payments: [] })
      await expectError(asked(1), 'PT400', 'invalid_date')
      await expectError(
        ask(session, 'get_payer_year', { payer_id: sessionId, year }),
        'PT404',
        'payer_not_found',
      )
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'get_payer_year', { payer_id: sessionId, year }),
)
