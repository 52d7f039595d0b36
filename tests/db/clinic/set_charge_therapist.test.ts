import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, openAgenda, patients, sessionId, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, receive, type Charge } from '../support/money.ts'
import {
  chargedLastMonth,
  decide,
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  lines,
  month,
  owner,
  payout,
  saveRule,
} from '../support/payouts.ts'

const db = await createDatabase()

const give = (session: Session, charge_id: string, therapist_id: string | null) =>
  ask(session, 'set_charge_therapist', { charge_id, therapist_id }, owner)

/** A package of nobody, paid. */
async function paidPackage(session: Session): Promise<Charge> {
  await openAgenda(session)
  await saveRule(session)
  const sold = { patient_id: patients.ana, sessions: 4, price_cents: 60000 }
  await ask(session, 'save_session_package', { id: sessionId, package: sold })
  const [charge] = await charges(session)
  await receive(session, [charge!])
  return charge!
}

describe('set_charge_therapist', () => {
  it('brings what is paid of a package into the payout, and from one therapist to another', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidPackage(session)
      expect(await payout(session)).toMatchObject({ total_cents: 0 })
      await give(session, id, helena)
      await give(session, id, helena)
      expect(await lines(session)).toMatchObject([
        { kind: 'corrected', amount_cents: 36000, paid_cents: 60000 },
      ])
      await give(session, id, sueli)
      expect(await payout(session)).toMatchObject({ total_cents: 0, paid_cents: 0 })
      expect(await payout(session, month(), { who: sueli })).toMatchObject({ total_cents: 36000 })
      await give(session, id, null)
      expect(await payout(session, month(), { who: sueli })).toMatchObject({ total_cents: 0 })
      await expectPayoutsInOrder(session)
    }))

  it('leaves a closed month as it is', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidPackage(session)
      await decide(session, 'close_payout')
      await give(session, id, helena)
      expect(await payout(session)).toMatchObject({ total_cents: 0 })
      expect(await lines(session, month(1))).toMatchObject([{ amount_cents: 36000, is_late: true }])
    }))

  it('refuses a session, which goes with its therapist, and who does not treat', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidPackage(session)
      await expectError(give(session, id, patients.ana), 'PT404', 'therapist_not_found')
      const { id: ofSession } = await chargedLastMonth(session, { who: patients.bia })
      await expectError(give(session, ofSession, helena), 'PT404', 'session_charge_not_found')
    }))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'set_charge_therapist', { charge_id: sessionId, therapist_id: null }),
)
