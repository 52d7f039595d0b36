import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { mergePatients } from '../support/merges.ts'
import { bills, charges } from '../support/money.ts'

const db = await createDatabase()

describe('merge_patients, with sessions and money', () => {
  it('brings sessions, their bills and what is owed along, and back; no cent is lost', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: '2030-01-08T15:00', patient_ids: [patients.bia] })
      const before = await charges(session)
      expect(before).toMatchObject([{ patient_id: patients.bia, amount_cents: 18000 }])
      const { id } = await mergePatients(session, { survivor: patients.ana, merged: patients.bia })
      expect((await bills(session, sessionId)).map(({ patient_id }) => patient_id)).toEqual([patients.ana])
      expect(await charges(session)).toMatchObject([{ patient_id: patients.ana, amount_cents: 18000 }])
      await ask(session, 'undo_patient_merge', { merge_id: id })
      expect(await charges(session)).toEqual(before)
      const faults = await session.asPostgres((sql) => sql`select * from app.money_faults()`)
      expect([...faults]).toEqual([])
    }))
})
