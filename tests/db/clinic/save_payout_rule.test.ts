import { describe, expect, it } from 'vitest'
import {
  ask,
  callAgenda,
  helena,
  list,
  openAgenda,
  patients,
  sessionId,
  sueli,
  types,
} from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  decide,
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  lastMonth,
  lines,
  month,
  onePaidSession,
  payout,
  receiveOn,
  ruleId,
  saveRule,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('save_payout_rule', () => {
  it('counts what is paid already, and says it once for its id', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await receiveOn(session, await chargedLastMonth(session), lastMonth)
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 0 })
      for (let n = 0; n < 2; n++) {
        expect(await saveRule(session, { percent: 33.33 }, { id: ruleId })).toMatchObject({
          id: ruleId,
          percent: 33.33,
          state: 'in_force',
        })
      }
      expect(await payout(session, month(-1))).toMatchObject({
        total_cents: 5999,
        paid_cents: 18000,
        entries: 1,
      })
      await expectError(saveRule(session, { percent: 40 }, { id: ruleId }), 'PT409', 'entry_id_in_use')
      await expectPayoutsInOrder(session)
    }))

  it('lets the rule that names most count, the therapist before the payer before the type', () =>
    db.rolledBack(async (session) => {
      const { charge } = await onePaidSession(session)
      const payer_id = charge.payer_id
      const total = async () => (await payout(session, month(-1))).total_cents
      expect(await total()).toBe(10800)
      await saveRule(session, { session_type_id: types.single, percent: 50 })
      expect(await total()).toBe(9000)
      await saveRule(session, { payer_id, percent: 40 })
      expect(await total()).toBe(7200)
      await saveRule(session, { therapist_id: helena, percent: 30 })
      expect(await total()).toBe(5400)
      await saveRule(session, { payer_id, session_type_id: types.single, fixed_cents: 7000 })
      expect(await total()).toBe(7000)
      await saveRule(session, {
        therapist_id: helena,
        payer_id,
        session_type_id: types.single,
        percent: 12.5,
      })
      expect(await total()).toBe(2250)
      await saveRule(session, { therapist_id: sueli, percent: 99 })
      expect(await total()).toBe(2250)
      await expectPayoutsInOrder(session)
    }))

  it('counts for what is due from its day on; without a share the next rule counts from there', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await saveRule(session, { percent: 80, valid_from: month() })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 10800 })
      await saveRule(session, { therapist_id: helena, percent: 80, valid_from: month(-1) })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 14400 })
      await saveRule(session, { therapist_id: helena, valid_from: lastMonth })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 10800 })
      await expectPayoutsInOrder(session)
    }))

  it('replaces what was said for the same day, and keeps it in the history', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await saveRule(session, { percent: 70 })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 12600 })
      const all = await list(session, 'list_payout_rules', { with_history: true }, 'dona@aurora.test')
      expect(all).toMatchObject([
        { percent: '70.00', state: 'in_force' },
        { percent: '60.00', state: 'replaced' },
      ])
    }))

  it('gives a fixed amount in step with the payment, never more than is paid', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await saveRule(session, { fixed_cents: 10000 })
      const charge = await chargedLastMonth(session)
      await receiveOn(session, charge, lastMonth, 6000)
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 3333, expected_cents: 6667 })
      await receiveOn(session, { ...charge, paid_cents: 6000 }, lastMonth, 6000)
      await receiveOn(session, { ...charge, paid_cents: 12000 }, lastMonth, 6000)
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 10000, expected_cents: 0 })
      await saveRule(session, { fixed_cents: 30000 })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 18000 })
      await expectPayoutsInOrder(session)
    }))

  it('pays each session of a package that is paid', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await saveRule(session, { fixed_cents: 5000 })
      const sold = { patient_id: patients.ana, therapist_id: helena, sessions: 4, price_cents: 60000 }
      await ask(session, 'save_session_package', { id: sessionId, package: sold })
      const [charge] = await list<{ id: string; payer_id: string; amount_cents: number; paid_cents: number }>(
        session,
        'list_session_charges',
      )
      await receiveOn(session, charge as never, month(), 30000)
      expect(await payout(session)).toMatchObject({ total_cents: 10000, expected_cents: 10000 })
      await expectPayoutsInOrder(session)
    }))

  it('posts what concerns a closed month into the next that is open', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      await saveRule(session, { percent: 70 })
      expect(await payout(session, month(-1))).toMatchObject({ status: 'closed', total_cents: 10800 })
      expect(await lines(session)).toMatchObject([{ kind: 'corrected', amount_cents: 1800, is_late: true }])
      await expectPayoutsInOrder(session)
    }))

  it.each([
    [{ percent: 100.01 }, 'PT400', 'invalid_payout_rule'],
    [{ percent: 33.333 }, 'PT400', 'invalid_payout_rule'],
    [{ percent: -1 }, 'PT400', 'invalid_payout_rule'],
    [{ percent: 10, fixed_cents: 1 }, 'PT400', 'invalid_payout_rule'],
    [{ fixed_cents: -1 }, 'PT400', 'invalid_payout_rule'],
    [{ percent: 10, valid_from: null }, 'PT400', 'invalid_date'],
    [{ percent: 10, therapist_id: patients.ana }, 'PT404', 'therapist_not_found'],
    [{ percent: 10, session_type_id: patients.ana }, 'PT404', 'session_type_not_found'],
    [{ percent: 10, payer_id: patients.ana }, 'PT404', 'payer_not_found'],
  ])('refuses %j', (rule, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(saveRule(session, rule), state, code)
    }),
  )

  it('refuses a rule without an id', () =>
    db.rolledBack((session) =>
      expectError(saveRule(session, {}, { id: null as never }), 'PT400', 'missing_client_id'),
    ))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'save_payout_rule', {
    id: ruleId,
    rule: { percent: 50, valid_from: '2026-01-01' },
  }),
)
