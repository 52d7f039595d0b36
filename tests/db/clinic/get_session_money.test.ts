import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, sessionId, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

describe('get_session_money', () => {
  it('says price, share and charge of each participant', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      expect(
        await ask(session, 'get_session_money', { session_id: sessionId }, 'supervisor@aurora.test'),
      ).toMatchObject({
        session_id: sessionId,
        patients: [
          {
            name: 'Ana Prado',
            price_cents: 18000,
            price_source: 'type',
            plan: 'single',
            share_percent: 100,
            charge: {
              amount_cents: 18000,
              state: 'unpaid',
              type_name: 'Individual',
              payer_name: 'Ana Prado',
            },
          },
        ],
      })
    }))

  it('shows a therapist the own sessions only', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { therapist_id: sueli })
      const call = (as: 'terapeuta@aurora.test' | 'supervisor@aurora.test') =>
        ask(session, 'get_session_money', { session_id: sessionId }, as)
      await expectError(call('terapeuta@aurora.test'), 'PT404', 'session_not_found')
      expect(await call('supervisor@aurora.test')).toMatchObject({ session_id: sessionId })
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'get_session_money', { session_id: sessionId }))
