import { describe, expect, it } from 'vitest'
import { book, callAgenda, list, openAgenda, patients, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, receive, type Charge } from '../support/money.ts'

const db = await createDatabase()

async function several(session: Session): Promise<void> {
  await openAgenda(session)
  await book(session, { start_local: `${day(-3)}T15:00` })
  await book(session, {
    id: patients.bia,
    patient_ids: [patients.bia],
    therapist_id: sueli,
    start_local: `${day(-1)}T15:00`,
  })
  await book(session, { id: patients.caio, start_local: `${day(4)}T15:00` })
}

const days = (rows: readonly Charge[]) => rows.map(({ due_on }) => due_on.toISOString().slice(0, 10))

describe('list_session_charges', () => {
  it('filters by state, period, therapist and patient', () =>
    db.rolledBack(async (session) => {
      await several(session)
      await receive(session, await charges(session, { patient_id: patients.bia }))
      expect(days(await charges(session))).toEqual([day(-3), day(-1), day(4)])
      expect(days(await charges(session, { state: 'open' }))).toEqual([day(-3), day(4)])
      expect(days(await charges(session, { state: 'overdue' }))).toEqual([day(-3)])
      expect(days(await charges(session, { state: 'paid' }))).toEqual([day(-1)])
      expect(days(await charges(session, { from: day(-2), to: day(1) }))).toEqual([day(-1)])
      expect(days(await charges(session, { therapist_id: sueli }))).toEqual([day(-1)])
      expect((await charges(session))[0]).toMatchObject({ is_overdue: true })
    }))

  it('goes on behind the last row, in both directions', () =>
    db.rolledBack(async (session) => {
      await several(session)
      for (const sort of ['due', 'newest']) {
        const seen: string[] = []
        let after: object | null = null
        for (;;) {
          const [row]: Charge[] = await list<Charge>(session, 'list_session_charges', {
            sort,
            after,
            limit: 1,
          })
          if (!row) break
          seen.push(row.due_on.toISOString().slice(0, 10))
          after = { id: row.id, due_on: row.due_on.toISOString().slice(0, 10) }
        }
        expect(seen).toEqual(sort === 'due' ? [day(-3), day(-1), day(4)] : [day(4), day(-1), day(-3)])
      }
    }))

  it('shows a therapist the own sessions only', () =>
    db.rolledBack(async (session) => {
      await several(session)
      expect(days(await charges(session, {}, 'terapeuta@aurora.test'))).toEqual([day(-3), day(4)])
      expect(await charges(session, { therapist_id: sueli }, 'terapeuta@aurora.test')).toEqual([])
      expect(await charges(session, {}, 'supervisor@aurora.test')).toHaveLength(3)
    }))

  it.each([
    [{ where: { state: 'late' } }, 'invalid_filter'],
    [{ where: { therapist_id: 'x' } }, 'invalid_filter'],
    [{ where: { from: '2026-13-01' } }, 'invalid_date'],
    [{ sort: 'amount' }, 'invalid_filter'],
  ])('refuses %j', (args, code) => expectError(list(db, 'list_session_charges', args), 'PT400', code))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'list_session_charges'))
