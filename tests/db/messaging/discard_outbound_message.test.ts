import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, jobsOf, messagesOf, wrongSummaries } from '../support/inbox.ts'
import { completeSend, createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'

const discard = (session: Session, id: string) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.discard_outbound_message(${aurora.id}, ${id})`,
  )

describe('discard_outbound_message', () => {
  it('removes a message that the provider never took', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message } = await createOutbound(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      await completeSend(session, lease!, 'temporary')
      await discard(session, message.id)
      expect((await messagesOf(session)).map(({ id }) => id)).not.toContain(message.id)
      expect((await jobsOf(session)).filter((job) => job.finished_at === null)).toEqual([])
      expect(await broadcastsOf(session)).toContainEqual({
        event: 'message_removed',
        payload: { id: message.id, thread_id: message.thread_id },
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('keeps one that may have arrived, and one that is not settled', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message } = await createOutbound(session)
      await expectRefusal(() => discard(session, message.id), 'PT409', 'already_sent')
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      await completeSend(session, lease!, 'unknown')
      await expectRefusal(() => discard(session, message.id), 'PT409', 'already_sent')
    }))

  it('does not know a message of nobody', () =>
    db.rolledBack((session) => expectRefusal(() => discard(session, nobody), 'PT404', 'message_not_found')))

  itIsForMembers(db, (sql) => sql`select public.discard_outbound_message(${aurora.id}, ${nobody})`)
})
