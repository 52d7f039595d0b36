import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, openAgenda, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { fingerprint } from '../support/guards.ts'
import {
  chargedLastMonth,
  decide,
  itIsForPayoutKeepers,
  lastMonth,
  month,
  onePaidSession,
  owner,
  payout,
  receiveOn,
  saveRule,
} from '../support/payouts.ts'

const db = await createDatabase()

const preview = (session: Session, rule: object, changes: object = {}) =>
  ask(session, 'preview_payout_rule', { rule: { valid_from: '2020-01-01', ...rule }, ...changes }, owner)

describe('preview_payout_rule', () => {
  it('says what last month would have been, and changes nothing', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      const other = await chargedLastMonth(session, { therapist_id: sueli, at: '14:00' })
      await receiveOn(session, other, lastMonth)
      const before = await fingerprint(session)
      expect(await preview(session, { therapist_id: helena, percent: 75, valid_from: month(3) })).toEqual({
        month: month(-1),
        charges: 1,
        paid_cents: 18000,
        now_cents: 10800,
        then_cents: 13500,
        therapists: [
          {
            therapist_id: helena,
            name: 'Helena Terapeuta',
            charges: 1,
            paid_cents: 18000,
            now_cents: 10800,
            then_cents: 13500,
          },
        ],
        correction_cents: 0,
        late_cents: 0,
      })
      expect(await preview(session, { percent: 50 })).toMatchObject({
        charges: 2,
        now_cents: 21600,
        then_cents: 18000,
        correction_cents: -3600,
      })
      expect(await fingerprint(session)).toBe(before)
    }))

  it('says what saving it would post, also about a closed month, and is right', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      expect(await preview(session, { percent: 70 })).toMatchObject({
        correction_cents: 1800,
        late_cents: 1800,
      })
      await saveRule(session, { percent: 70 })
      expect(await payout(session)).toMatchObject({ total_cents: 1800, late_cents: 1800 })
    }))

  it('is empty where nothing was paid', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      expect(await preview(session, { percent: 70 }, { month: month(-5) })).toMatchObject({
        month: month(-5),
        charges: 0,
        then_cents: 0,
        therapists: [],
      })
    }))

  it('refuses what cannot be saved', () =>
    db.rolledBack((session) =>
      expectError(preview(session, { percent: 101 }), 'PT400', 'invalid_payout_rule'),
    ))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'preview_payout_rule', { rule: { percent: 50, valid_from: '2026-01-01' } }),
)
