import { describe, expect, it } from 'vitest'
import {
  ask,
  book,
  openAgenda,
  otherSessionId,
  patients,
  rooms,
  sessionId,
  sueli,
  types,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('change_session', () => {
  it('changes what it names', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const before = await book(session, { note: 'Traz o laudo' })
      const changes = {
        room_id: rooms.blue,
        is_online: true,
        online_url: 'https://meet.test/ana',
        price_cents: 0,
        title: ' Retorno ',
      }
      const changed = await ask<AgendaSession>(session, 'change_session', {
        id: sessionId,
        version: 1,
        changes,
      })
      expect(changed).toEqual({ ...before, ...changes, title: 'Retorno', room_name: 'Sala azul', version: 2 })
      await expectRefusal(
        () => ask(session, 'change_session', { id: sessionId, version: 1, changes }),
        'PT409',
        'changed_meanwhile',
      )
    }))

  it('refuses a room that is taken, places below who sits there, and what does not exist', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { room_id: rooms.blue })
      await book(session, {
        id: otherSessionId,
        therapist_id: sueli,
        session_type_id: types.couple,
        patient_ids: [patients.bia, patients.caio],
      })
      const change = (changes: object) =>
        ask(session, 'change_session', { id: otherSessionId, version: 1, changes })
      await expectRefusal(() => change({ room_id: rooms.blue }), 'PT409', 'time_taken')
      await expectRefusal(() => change({ capacity: 1 }), 'PT409', 'session_full')
      await expectRefusal(() => change({ room_id: sueli }), 'PT404', 'room_not_found')
      await expectRefusal(() => change({ session_type_id: sueli }), 'PT404', 'session_type_not_found')
      await expectRefusal(() => change({ online_url: 'ftp://x.test' }), 'PT400', 'invalid_link')
      await expectRefusal(() => change({ price_cents: -5 }), 'PT400', 'invalid_price')
      const byOther = () =>
        ask(
          session,
          'change_session',
          { id: otherSessionId, version: 1, changes: {} },
          'terapeuta@aurora.test',
        )
      await expectRefusal(byOther, 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.change_session(${aurora.id}, ${sessionId}, 1, '{}')`)
})
