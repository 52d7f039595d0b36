import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { balances, bill, charges, day, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(1)}T15:00` })
  return (await charges(session))[0]!
}

const preview = (session: Session, status: string, changes: object = {}, as?: 'terapeuta@aurora.test') =>
  ask(session, 'preview_absence', { session_id: sessionId, patient_id: patients.ana, status, ...changes }, as)

describe('preview_absence', () => {
  it.each(['missed', 'excused', 'cancelled', 'attended'])(
    'says what %s will be charged, and changes nothing',
    (status) =>
      db.rolledBack(async (session) => {
        await oneCharge(session)
        await ask(session, 'save_absence_policy', {
          policy: { notice_hours: 72, missed_percent: 100, late_cancel_percent: 50, makeup_days: 15 },
        })
        const before = await balances(session)
        const seen = (await preview(session, status, {}, 'terapeuta@aurora.test')) as {
          amount_cents: number
          is_late: boolean
        }
        expect(await balances(session)).toBe(before)
        await ask(session, 'set_session_status', { id: sessionId, status })
        const is = await bill(session, sessionId)
        expect(seen).toMatchObject({
          amount_cents: is.charge?.amount_cents ?? 0,
          share_percent: is.share_percent,
          is_late: is.is_late,
        })
      }),
  )

  it('says whether a unit of a package is consumed, and until when it may be made up', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_absence_policy', { policy: { makeup_days: 15 } })
      await ask(session, 'save_session_package', {
        id: patients.davi,
        package: { patient_id: patients.ana, sessions: 4, price_cents: 40000 },
      })
      await book(session, { start_local: `${day(1)}T15:00` })
      expect(await preview(session, 'missed')).toMatchObject({
        plan: 'package',
        consumes_unit: true,
        amount_cents: 0,
        makeup_until: day(16),
      })
      expect(await preview(session, 'excused')).toMatchObject({ consumes_unit: false, makeup_until: null })
    }))

  it.each([
    ['lost', {}, 'PT400', 'invalid_status'],
    ['missed', { session_id: patients.davi }, 'PT404', 'session_not_found'],
    ['missed', { patient_id: patients.davi }, 'PT404', 'patient_not_found'],
  ])('refuses %s %j', (status, changes, state, code) =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await expectError(preview(session, status, changes), state, code)
    }),
  )

  it('shows a therapist the own sessions only', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { therapist_id: sueli })
      await expectError(preview(session, 'missed', {}, 'terapeuta@aurora.test'), 'PT404', 'session_not_found')
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'preview_absence', {
    session_id: sessionId,
    patient_id: sessionId,
    status: 'missed',
  }),
)
