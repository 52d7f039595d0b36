import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('get_session', () => {
  it('says how its people are reached, and what happened', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await savePatient(session, {
        id: patients.ana,
        version: 1,
        patient: { full_name: 'Ana Prado', pronoun: 'ela' },
        phones: [{ phone: '11 98765-0001' }],
      })
      const { version } = await book(session)
      await ask(
        session,
        'move_session',
        { id: sessionId, version, start_local: '2026-12-01T17:00' },
        'terapeuta@aurora.test',
      )
      await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
      expect(await ask(session, 'get_session', { id: sessionId })).toMatchObject({
        starts_local: '2026-12-01T17:00',
        series: null,
        patients: [
          {
            name: 'Ana Prado',
            pronoun: 'ela',
            phone: '+5511987650001',
            thread_key: null,
            status: 'confirmed',
          },
        ],
        events: [
          { kind: 'status', before: { status: 'scheduled' }, after: { status: 'confirmed' } },
          {
            kind: 'moved',
            actor_name: 'Helena Terapeuta',
            before: { starts_at: '2026-12-01T18:00:00+00:00' },
          },
          { kind: 'booked', actor_name: 'Rita Recepção', before: null },
        ],
      })
      await expectRefusal(
        () => ask(session, 'get_session', { id: patients.ana }),
        'PT404',
        'session_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.get_session(${aurora.id}, ${sessionId})`)
})
