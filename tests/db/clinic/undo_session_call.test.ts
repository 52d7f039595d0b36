import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, otherSessionId, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { bookBefore, openReminders, statusOf } from '../support/reminders.ts'
import { note } from '../support/session-calls.ts'

const db = await createDatabase()
const id = '0a000000-0000-4000-8000-000000000001'
const call = (outcome: string) => ({ id, session_id: sessionId, patient_id: patients.ana, outcome })

describe('undo_session_call', () => {
  it.each(['confirmed', 'cancelled'])('puts the person back who %s, once, and tells nobody', (outcome) =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await session.asPostgres((sql) => sql`delete from app.session_notice_wishes`)
      await note(session, call(outcome))
      for (let n = 0; n < 2; n += 1) expect(await ask(session, 'undo_session_call', { id })).toEqual({ id })
      expect(await statusOf(session, sessionId)).toBe('scheduled')
      const [row] = await session.asPostgres(
        (sql) => sql`
          select (select count(*)::int from app.session_notice_wishes) as wishes, c.undone_at is not null as undone, c.undone_by is not null as by_whom
          from public.session_calls c`,
      )
      expect(row).toEqual({ wishes: 0, undone: true, by_whom: true })
    }),
  )

  it('leaves what somebody decided since', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await note(session, call('confirmed'))
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      await ask(session, 'undo_session_call', { id })
      expect(await statusOf(session, sessionId)).toBe('missed')
    }))

  it('refuses when the time is taken by now, and what is not there', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await note(session, call('cancelled'))
      await book(session, {
        id: otherSessionId,
        start_local: '2030-01-08T15:00',
        patient_ids: [patients.bia],
      })
      const undo = (args: object) => () => ask(session, 'undo_session_call', { id, ...args })
      await expectRefusal(undo({}), 'PT409', 'time_taken')
      await expectRefusal(undo({ id: randomUUID() }), 'PT404', 'call_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.undo_session_call(${aurora.id}, ${id})`)
})
