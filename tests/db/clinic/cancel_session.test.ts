import { describe, expect, it } from 'vitest'
import {
  agenda,
  ask,
  book,
  form,
  openAgenda,
  otherSessionId,
  seriesId,
  sessionId,
  sueli,
} from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const cancel = (session: Session, args: object, as?: Email) =>
  ask<{ cancelled: number }>(session, 'cancel_session', { id: sessionId, version: 1, ...args }, as)

describe('cancel_session', () => {
  it('keeps it in the agenda with its reason, and frees the time', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      expect(await cancel(session, { reason: ' Viagem ' })).toMatchObject({
        cancelled: 1,
        session: {
          status: 'cancelled',
          cancel_reason: 'Viagem',
          blocks_time: false,
          patients: [{ status: 'cancelled' }],
        },
      })
      await book(session, { id: otherSessionId })
      expect(await agenda(session, '2026-12-01')).toHaveLength(2)
      expect(await cancel(session, { version: 2 })).toMatchObject({ cancelled: 0 })
      await expectRefusal(() => cancel(session, {}), 'PT409', 'changed_meanwhile')
      await expectRefusal(() => cancel(session, { version: 2, scope: 'some' }), 'PT400', 'invalid_scope')
    }))

  it('cancels this and the following, or all, and leaves what is over', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'book_series', { id: seriesId, series: form({ freq: 'weekly', count: 6 }) })
      const [first, , third] = await agenda(session, '2026-12-01', '2027-01-31')
      await ask(session, 'set_session_status', { id: first!.id, status: 'attended' })
      expect(await cancel(session, { id: third!.id, scope: 'following', reason: 'Alta' })).toMatchObject({
        cancelled: 4,
      })
      expect(await cancel(session, { id: first!.id, version: 2, scope: 'all' })).toMatchObject({
        cancelled: 1,
      })
      expect((await agenda(session, '2026-12-01', '2027-01-31')).map(({ status }) => status)).toEqual([
        'attended',
        'cancelled',
        'cancelled',
        'cancelled',
        'cancelled',
        'cancelled',
      ])
    }))

  it('is not for the agenda of colleagues', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { therapist_id: sueli })
      await expectRefusal(() => cancel(session, {}, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.cancel_session(${aurora.id}, ${sessionId}, 1)`)
})
