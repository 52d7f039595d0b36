import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, types } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { saveDeposits, type Deposits } from '../support/deposits.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('save_session_deposits', () => {
  it('replaces what is asked for; what cannot be is refused', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const saved = await saveDeposits(session)
      expect(saved).toMatchObject({ hold_minutes: 120, asks_online: true, can_be_paid: false })
      const amounts = ({ types: all }: Deposits) => all.map(({ amount_cents }) => amount_cents)
      expect(amounts(saved).filter(Boolean)).toEqual([5000])
      const more = await saveDeposits(session, [{ session_type_id: types.couple, amount_cents: 9000 }], {
        hold_minutes: 30,
        asks_online: false,
      })
      expect(more).toMatchObject({ hold_minutes: 30, asks_online: false })
      expect(amounts(more).filter(Boolean)).toEqual([9000])
      expect(await ask(session, 'get_session_deposits')).toEqual(more)
      const wrong = (deposits: object[], settings: object = {}) => saveDeposits(session, deposits, settings)
      await expectError(
        wrong([{ session_type_id: types.single, amount_cents: 1 }]),
        'PT400',
        'invalid_settings',
      )
      await expectError(wrong([{ session_type_id: types.single }]), 'PT400', 'invalid_settings')
      await expectError(
        wrong([{ session_type_id: types.single, amount_cents: 500 }], { hold_minutes: 1 }),
        'PT400',
        'invalid_settings',
      )
      await expectError(
        wrong([{ session_type_id: randomUUID(), amount_cents: 500 }]),
        'PT404',
        'session_type_not_found',
      )
      expect(amounts(await saveDeposits(session, [])).filter(Boolean)).toEqual([])
    }))

  itIsForAdmins(db, (sql) =>
    callAgenda(sql, 'select %s', 'save_session_deposits', {
      hold_minutes: 60,
      asks_online: true,
      deposits: '[]',
    }),
  )
})
