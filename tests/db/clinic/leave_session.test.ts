import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('leave_session', () => {
  it('frees the place and keeps who had it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { session_type_id: types.group, patient_ids: [patients.ana, patients.bia] })
      expect(await ask(session, 'leave_session', { id: sessionId, patient_id: patients.bia })).toMatchObject({
        status: 'scheduled',
        patients: [{ status: 'scheduled' }, { status: 'cancelled' }],
      })
      await expectRefusal(
        () => ask(session, 'leave_session', { id: sessionId, patient_id: patients.davi }),
        'PT404',
        'patient_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.leave_session(${aurora.id}, ${sessionId}, ${patients.ana})`)
})
