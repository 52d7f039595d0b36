import { describe, expect, it } from 'vitest'
import { book, callAgenda, list, openAgenda, patients, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'

import { itIsForMembers } from '../support/guards.ts'
import { charges, day, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(-3)}T15:00` })
  return (await charges(session))[0]!
}

interface Overdue {
  payer_id: string
  payer_name: string
  charges: number
  overdue_cents: string
  oldest_due_on: Date
}

describe('list_overdue', () => {
  it('says who owes for days that have passed, the longest first, page by page', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await book(session, { id: patients.davi, start_local: `${day(-2)}T15:00` })
      await book(session, {
        id: patients.bia,
        patient_ids: [patients.bia],
        therapist_id: sueli,
        start_local: `${day(-5)}T15:00`,
      })
      await book(session, { id: patients.caio, patient_ids: [patients.caio], start_local: `${day(2)}T15:00` })
      const all = await list<Overdue>(session, 'list_overdue')
      expect(
        all.map(({ payer_name, charges, overdue_cents }) => [payer_name, charges, Number(overdue_cents)]),
      ).toEqual([
        ['Bia Reis', 1, 18000],
        ['Ana Prado', 2, 36000],
      ])
      const after = {
        oldest_due_on: all[0]!.oldest_due_on.toISOString().slice(0, 10),
        payer_id: all[0]!.payer_id,
      }
      expect(await list<Overdue>(session, 'list_overdue', { after })).toMatchObject([
        { payer_name: 'Ana Prado' },
      ])
      expect(await list<Overdue>(session, 'list_overdue', {}, 'terapeuta@aurora.test')).toMatchObject([
        { payer_name: 'Ana Prado' },
      ])
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'list_overdue'))
