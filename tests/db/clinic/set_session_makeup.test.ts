import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, otherSessionId, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, day, expectBooksInOrder, itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

/** Ana missed a session three days ago and has one in two days. */
async function missed(session: Session, makeup_days: number | null = 30): Promise<void> {
  await openAgenda(session)
  await ask(session, 'save_absence_policy', { policy: { makeup_days } })
  await book(session, { start_local: `${day(-3)}T15:00` })
  await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
  await book(session, { id: otherSessionId, start_local: `${day(2)}T15:00` })
}
const makeUp = (session: Session, missed_id: string | null = sessionId) =>
  ask(session, 'set_session_makeup', { session_id: otherSessionId, patient_id: patients.ana, missed_id })

describe('set_session_makeup', () => {
  it('costs nothing more, is said why, and is taken back', () =>
    db.rolledBack(async (session) => {
      await missed(session)
      expect(await ask(session, 'get_session_money', { session_id: otherSessionId })).toMatchObject({
        patients: [{ makeups: [{ session_id: sessionId, day: day(-3) }], makeup_of: null }],
      })
      expect(await makeUp(session)).toMatchObject({
        patients: [{ makeup_of: sessionId, share_percent: 0, charge: null, makeups: [] }],
      })
      expect(await charges(session)).toHaveLength(1)
      await makeUp(session)
      await makeUp(session, null)
      expect(await charges(session)).toHaveLength(2)
      await expectBooksInOrder(session)
    }))

  it('gives the unit of a package back', () =>
    db.rolledBack(async (session) => {
      await missed(session)
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: { patient_id: patients.ana, sessions: 4, price_cents: 60000, starts_on: day(-10) },
      })
      await makeUp(session)
      await expectBooksInOrder(session)
      expect(await charges(session, { patient_id: patients.ana })).toMatchObject([
        { origin: 'package' },
        { origin: 'session' },
      ])
    }))

  it('is refused where the policy knows none, it is too late, or it was made up', () =>
    db.rolledBack(async (session) => {
      await missed(session, null)
      await expectError(makeUp(session), 'PT409', 'makeup_not_possible')
      await ask(session, 'save_absence_policy', { policy: { makeup_days: 4 } })
      await expectError(makeUp(session), 'PT409', 'makeup_not_possible')
      await ask(session, 'save_absence_policy', { policy: { makeup_days: 5 } })
      await makeUp(session)
      await book(session, { id: patients.caio, start_local: `${day(1)}T15:00` })
      await expectError(
        ask(session, 'set_session_makeup', {
          session_id: patients.caio,
          patient_id: patients.ana,
          missed_id: sessionId,
        }),
        'PT409',
        'makeup_not_possible',
      )
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'set_session_makeup', { session_id: sessionId, patient_id: sessionId }),
)
