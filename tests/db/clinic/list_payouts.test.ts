import { describe, expect, it } from 'vitest'
import { callAgenda, helena, list, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  decide,
  itIsNotForTheReception,
  lines,
  month,
  onePaidSession,
  owner,
  refund,
  therapist,
  type Payout,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('list_payouts', () => {
  it('shows the owner what each therapist gets of what was paid, and apart what is expected', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await chargedLastMonth(session, { therapist_id: sueli, at: '14:00' })
      expect(await list(session, 'list_payouts', { month: month(-1) }, owner)).toMatchObject([
        {
          therapist_id: helena,
          status: 'open',
          total_cents: '10800',
          paid_cents: '18000',
          entries: 1,
          expected_cents: '0',
        },
        { therapist_id: sueli, total_cents: '0', entries: 0, expected_cents: '10800', expected_charges: 1 },
      ])
    }))

  it('shows who treats the own', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      const own = await list<Payout>(session, 'list_payouts', { month: month(-1) }, therapist)
      expect(own.map(({ therapist_id }) => therapist_id)).toEqual([helena])
      const supervisor = await list<Payout>(
        session,
        'list_payouts',
        { month: month(-1) },
        'supervisor@aurora.test',
      )
      expect(supervisor.map(({ therapist_id }) => therapist_id)).toEqual([sueli])
      expect(
        await list(session, 'list_payouts', { month: month(-1), therapist_id: sueli }, therapist),
      ).toEqual([])
    }))

  it('names what comes late: money that went back after its month was closed', () =>
    db.rolledBack(async (session) => {
      const { payment } = await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      await refund(session, payment, 9000)
      expect(await list(session, 'list_payouts', { month: month() }, owner)).toMatchObject([
        { therapist_id: helena, total_cents: '-5400', late_cents: '-5400' },
        { therapist_id: sueli },
      ])
      expect(await lines(session)).toMatchObject([
        {
          kind: 'returned',
          amount_cents: -5400,
          paid_cents: -9000,
          is_late: true,
          patient_name: 'Ana Prado',
        },
      ])
    }))

  it('needs a month', () =>
    db.rolledBack((session) =>
      expectError(list(session, 'list_payouts', { month: null }, owner), 'PT400', 'invalid_date'),
    ))
})

itIsNotForTheReception(db, (sql) => callAgenda(sql, 'select * from %s', 'list_payouts', { month: month() }))
