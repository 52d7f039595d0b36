import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, helena, otherSessionId, patients, sessionId, sueli } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { bookBefore, openReminders, statusOf } from '../support/reminders.ts'
import { note } from '../support/session-calls.ts'

const db = await createDatabase()
const id = '0a000000-0000-4000-8000-000000000001'
const call = (outcome: string) => ({ id, session_id: sessionId, patient_id: patients.ana, outcome })
const toldOf = async (session: Session) =>
  (
    await session.asPostgres(
      (sql) =>
        sql<
          { user_id: string; kind: string }[]
        >`select user_id, kind from public.notifications where kind <> 'message'`,
    )
  ).map(({ user_id, kind }) => `${user_id} ${kind}`)

describe('note_session_call', () => {
  it('confirms, tells the therapist, and says the same when it is repeated', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      expect(await note(session, call('confirmed'))).toEqual({ id })
      expect(await note(session, call('cancelled'))).toEqual({ id })
      expect(await statusOf(session, sessionId)).toBe('confirmed')
      expect(await toldOf(session)).toEqual([`${helena} session_confirmed`])
      const calls = await session.asPostgres(
        (sql) => sql`select outcome, status_before, noted_by from public.session_calls`,
      )
      expect(calls).toEqual([
        { outcome: 'confirmed', status_before: 'scheduled', noted_by: people['recepcao@aurora.test'].id },
      ])
    }))

  it('cancels: the time is free, those who wait are asked, the person gets no notice of what they said', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await session.asPostgres((sql) => sql`delete from app.jobs`)
      await note(session, call('cancelled'))
      const [row] = await session.asPostgres(
        (sql) => sql`
          select s.status, s.blocks_time, s.cancel_reason, (select count(*)::int from app.jobs where kind = 'freed_slot') as freed,
            (select count(*)::int from app.session_notice_wishes) as wishes from public.sessions s`,
      )
      expect(row).toEqual({
        status: 'cancelled',
        blocks_time: false,
        cancel_reason: 'Disse por telefone que não vem.',
        freed: 1,
        wishes: 0,
      })
    }))

  it('notes that nobody answered, and changes nothing else', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await note(session, call('no_answer'))
      expect(await statusOf(session, sessionId)).toBe('scheduled')
      expect(await toldOf(session)).toEqual([])
    }))

  it('refuses what cannot be, and lets a therapist note in the own agenda', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await bookBefore(session, { id: otherSessionId, therapist_id: sueli, patient_ids: [patients.bia] })
      const refused = (
        args: Partial<Parameters<typeof note>[1]>,
        status: string,
        code: string,
        as?: 'terapeuta@aurora.test',
      ) => expectRefusal(() => note(session, { ...call('confirmed'), ...args }, as), status, code)
      await refused({ outcome: 'maybe' }, 'PT400', 'invalid_call_outcome')
      await refused({ session_id: randomUUID() }, 'PT404', 'session_not_found')
      await refused({ patient_id: patients.davi }, 'PT404', 'patient_not_found')
      await refused(
        { session_id: otherSessionId, patient_id: patients.bia },
        'PT403',
        'forbidden',
        'terapeuta@aurora.test',
      )
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      await refused({}, 'PT409', 'session_closed')
      await ask(session, 'set_session_status', { id: sessionId, status: 'scheduled' })
      expect(await note(session, call('confirmed'), 'terapeuta@aurora.test')).toEqual({ id })
      // who says it knows it
      expect(await toldOf(session)).toEqual([])
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.note_session_call(${aurora.id}, ${id}, ${sessionId}, ${patients.ana}, 'confirmed')`,
  )
})
