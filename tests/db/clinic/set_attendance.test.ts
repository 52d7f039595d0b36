import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId, types, type AgendaSession } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('set_attendance', () => {
  it('is of one person, and the session takes what prevails', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, {
        session_type_id: types.group,
        patient_ids: [patients.ana, patients.bia, patients.caio],
      })
      const set = async (patient_id: string, status: string) =>
        (await ask<AgendaSession>(session, 'set_attendance', { id: sessionId, patient_id, status })).status
      expect(await set(patients.ana, 'missed')).toBe('scheduled')
      expect(await set(patients.bia, 'excused')).toBe('scheduled')
      expect(await set(patients.caio, 'attended')).toBe('attended')
      expect(await set(patients.caio, 'cancelled')).toBe('missed')
      expect(await set(patients.ana, 'cancelled')).toBe('excused')
      expect(await set(patients.bia, 'cancelled')).toBe('cancelled')
      expect(await set(patients.bia, 'scheduled')).toBe('scheduled')
      await expectRefusal(() => set(patients.davi, 'attended'), 'PT404', 'patient_not_found')
      await expectRefusal(() => set(patients.ana, 'late'), 'PT400', 'invalid_status')
    }))

  it('gives no place back that somebody else has', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { session_type_id: types.couple, patient_ids: [patients.ana, patients.bia] })
      await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.ana, status: 'cancelled' })
      await ask(session, 'join_session', { id: sessionId, patient_id: patients.caio })
      const back = () =>
        ask(session, 'set_attendance', { id: sessionId, patient_id: patients.ana, status: 'scheduled' })
      await expectRefusal(back, 'PT409', 'session_full')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.set_attendance(${aurora.id}, ${sessionId}, ${patients.ana}, 'attended')`,
  )
})
