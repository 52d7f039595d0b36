import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { bill, charges, day, expectBooksInOrder, itIsForTheDesk, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

const override = (session: Session, percent: number | null, changes: object = {}) =>
  ask(session, 'override_session_charge', {
    session_id: sessionId,
    patient_id: patients.ana,
    percent,
    reason: 'Combinado',
    ...changes,
  })

describe('override_session_charge', () => {
  it('charges another share, and goes back to the policy', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      expect(await override(session, 30)).toMatchObject({
        patients: [
          {
            share_percent: 30,
            override: { percent: 30, reason: 'Combinado', by_name: 'Rita Recepção' },
            charge: { amount_cents: 5400 },
          },
        ],
      })
      await override(session, 0)
      expect(await charges(session)).toEqual([])
      await override(session, null, { reason: null })
      expect(await charges(session)).toMatchObject([{ amount_cents: 18000 }])
      await expectBooksInOrder(session)
    }))

  it('ends when it turns out that somebody came', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      await override(session, 0)
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      expect(await bill(session, sessionId)).toMatchObject({
        override: null,
        charge: { amount_cents: 18000 },
      })
    }))

  it.each([
    [101, {}, 'PT400', 'invalid_amount'],
    [50, { reason: ' ' }, 'PT400', 'money_reason_required'],
    [50, { session_id: patients.davi }, 'PT404', 'session_not_found'],
    [50, { patient_id: patients.davi }, 'PT404', 'patient_not_found'],
  ])('refuses %j with %j', (percent, changes, state, code) =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await expectError(override(session, percent, changes), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'override_session_charge', {
    session_id: sessionId,
    patient_id: sessionId,
    percent: 1,
    reason: 'x',
  }),
)
