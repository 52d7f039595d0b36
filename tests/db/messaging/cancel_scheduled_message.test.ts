import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { answer, key, later, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await answer(session, 'schedule_message', {
    p_thread_key: key,
    p_id: oneId,
    p_body: 'Oi',
    p_send_at: later(60),
  })
}
const cancel = (session: Session, id = oneId) =>
  answer<object>(session, 'cancel_scheduled_message', { p_id: id })

describe('cancel_scheduled_message', () => {
  it('is not sent any more, once however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const cancelled = await cancel(session)
      expect(cancelled).toMatchObject({ status: 'cancelled', reason: 'by_hand' })
      expect(await cancel(session)).toEqual(cancelled)
      expect(only(await threadsOf(session)).next_scheduled_at).toBeNull()
      expect((await broadcastsOf(session)).some(({ event }) => event === 'scheduled_message')).toBe(true)
      const [row] = await session.asService(
        (sql) => sql`select app.send_scheduled_message(${aurora.id}, ${oneId}) as sent`,
      )
      expect(row?.sent).toEqual({ skipped: 'cancelled' })
    }))

  it('cannot take back what was sent', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await session.asPostgres((sql) => sql`update public.scheduled_messages set send_at = now()`)
      await session.asService((sql) => sql`select app.send_scheduled_message(${aurora.id}, ${oneId})`)
      await expectRefusal(() => cancel(session), 'PT409', 'already_sent')
    }))

  it('does not know an unknown one', () =>
    db.rolledBack((session) =>
      expectRefusal(() => cancel(session, otherId), 'PT404', 'scheduled_message_not_found'),
    ))

  itIsForMembers(db, (sql) => sql`select public.cancel_scheduled_message(${aurora.id}, ${oneId})`, scene)
})
