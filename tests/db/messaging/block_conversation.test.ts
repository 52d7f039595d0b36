import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, messagesOf, only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import { createOutbound } from '../support/outbox.ts'
import { change, key, kinds, listed } from '../support/workspace.ts'

const db = await createDatabase()
const block = (session: Session, blocked = true) =>
  change(session, 'block_conversation', { p_blocked: blocked })

describe('block_conversation', () => {
  it('keeps what the person writes, but tells nobody and lets nobody wait', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await block(session)
      await change(session, 'set_conversation_status', { p_status: 'finished' })
      await receive(session, { provider_message_id: 'A2', occurred_at: at(2) })
      // one that is older than the last as well
      await receive(session, { provider_message_id: 'A3', occurred_at: at(1) })
      expect(await messagesOf(session)).toHaveLength(3)
      expect(only(await threadsOf(session))).toMatchObject({
        status: 'finished',
        unread_count: 0,
        waiting_since: null,
      })
      // whoever notifies sees that it is blocked
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'message',
        payload: { thread: { blocked_at: expect.any(String) } },
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('is in its own list and in searches only, one line each', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const blocked = await block(session)
      expect(await block(session)).toEqual(blocked)
      expect(await listed(session)).toEqual([])
      expect(await listed(session, { p_filter: 'blocked' })).toEqual([key])
      expect(await listed(session, { p_search: 'mariana' })).toEqual([key])
      await block(session, false)
      expect(await listed(session)).toEqual([key])
      expect(await kinds(session)).toEqual(['blocked', 'unblocked'])
    }))

  it('sends nothing to a blocked person, by hand or by itself', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await block(session)
      await expectRefusal(() => createOutbound(session), 'PT409', 'conversation_blocked')
      const [row] = await session.asService(
        (sql) =>
          sql`select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Oi', 'reminder') as answer`,
      )
      expect(row?.answer).toEqual({ skipped: 'conversation_blocked' })
    }))

  it('lets them wait again for what they wrote meanwhile', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await block(session)
      await receive(session, { provider_message_id: 'A2', occurred_at: at(2) })
      expect(await block(session, false)).toMatchObject({ waiting_since: new Date(at(0)) })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => block(session), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.block_conversation(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
