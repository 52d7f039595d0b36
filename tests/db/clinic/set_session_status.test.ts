import { describe, expect, it } from 'vitest'
import {
  ask,
  book,
  openAgenda,
  otherSessionId,
  patients,
  sessionId,
  sueli,
  types,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('set_session_status', () => {
  it('is one click, and goes back', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      for (const status of ['confirmed', 'attended', 'missed', 'excused', 'cancelled', 'scheduled']) {
        const changed = await ask<AgendaSession>(
          session,
          'set_session_status',
          { id: sessionId, status },
          'terapeuta@aurora.test',
        )
        expect(changed).toMatchObject({
          status,
          blocks_time: !['excused', 'cancelled'].includes(status),
          patients: [{ status }],
        })
      }
      const { version } = await ask<AgendaSession>(session, 'set_session_status', {
        id: sessionId,
        status: 'scheduled',
      })
      expect(version).toBe(7)
      await expectRefusal(
        () => ask(session, 'set_session_status', { id: sessionId, status: 'confirmed', version: 3 }),
        'PT409',
        'changed_meanwhile',
      )
      await expectRefusal(
        () => ask(session, 'set_session_status', { id: sessionId, status: 'late' }),
        'PT400',
        'invalid_status',
      )
    }))

  it('leaves who has an answer of their own', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { session_type_id: types.couple, patient_ids: [patients.ana, patients.bia] })
      await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.bia, status: 'excused' })
      expect(await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })).toMatchObject({
        status: 'attended',
        patients: [{ status: 'attended' }, { status: 'excused' }],
      })
    }))

  it('does not come back to a time that somebody else has', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'cancelled' })
      await book(session, { id: otherSessionId })
      await expectRefusal(
        () => ask(session, 'set_session_status', { id: sessionId, status: 'scheduled' }),
        'PT409',
        'time_taken',
      )
    }))

  it('is not for the agenda of colleagues', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { therapist_id: sueli })
      const byOther = () =>
        ask(session, 'set_session_status', { id: sessionId, status: 'attended' }, 'terapeuta@aurora.test')
      await expectRefusal(byOther, 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.set_session_status(${aurora.id}, ${sessionId}, 'attended')`)
})
