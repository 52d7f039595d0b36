import { describe, expect, it } from 'vitest'
import { callAgenda, list, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { chargedLastMonth, itIsForPayoutKeepers, onePaidSession, owner } from '../support/payouts.ts'

const db = await createDatabase()

describe('find_payout_payers', () => {
  it('finds payers by a part of their name, whatever its accents', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await chargedLastMonth(session, { who: patients.caio, at: '14:00' })
      const names = async (search: string | null) =>
        (await list<{ name: string }>(session, 'find_payout_payers', { search }, owner)).map(
          ({ name }) => name,
        )
      expect(await names(null)).toEqual(['Ana Prado', 'Caio Souza'])
      expect(await names('soúz')).toEqual(['Caio Souza'])
    }))
})

itIsForPayoutKeepers(db, (sql) => callAgenda(sql, 'select * from %s', 'find_payout_payers', { search: 'a' }))
