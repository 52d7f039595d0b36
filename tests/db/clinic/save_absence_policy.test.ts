import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, sessionId, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('save_absence_policy', () => {
  it('keeps what it does not name, for the clinic and for a therapist', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_absence_policy', {
        policy: { notice_hours: 48, late_cancel_percent: 50, makeup_days: 30 },
      })
      expect(
        await ask(session, 'save_absence_policy', { policy: { late_cancel_percent: 80 } }),
      ).toMatchObject({
        therapist_id: null,
        notice_hours: 48,
        missed_percent: 100,
        late_cancel_percent: 80,
        excused_percent: 0,
        makeup_days: 30,
      })
      expect(
        await ask(session, 'save_absence_policy', { policy: { therapist_id: helena, makeup_days: null } }),
      ).toMatchObject({
        therapist_name: 'Helena Terapeuta',
        notice_hours: 48,
        late_cancel_percent: 80,
        makeup_days: null,
      })
    }))

  it.each([
    [{ notice_hours: -1 }, 'PT400', 'invalid_policy'],
    [{ missed_percent: 101 }, 'PT400', 'invalid_policy'],
    [{ makeup_days: 999999 }, 'PT400', 'invalid_policy'],
    [{ therapist_id: sessionId }, 'PT404', 'therapist_not_found'],
  ])('refuses %j', (policy, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(ask(session, 'save_absence_policy', { policy }), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'save_absence_policy', { policy: {} }))
