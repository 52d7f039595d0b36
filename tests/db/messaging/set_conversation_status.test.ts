import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { change, lines } from '../support/workspace.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const set = (session: Session, status: string | null) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.set_conversation_status(${aurora.id}, ${key}, ${status})`,
  )

describe('set_conversation_status', () => {
  it('finishes and opens a conversation and tells the screens', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      for (const status of ['finished', 'finished', 'open']) {
        expect(await set(session, status)).toMatchObject([{ status }])
        expect((await broadcastsOf(session)).at(-1)).toMatchObject({
          event: 'thread',
          payload: { thread: { status } },
        })
      }
    }))

  it('keeps the reason, says it in the thread, and forgets it when the conversation is opened', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const finished = await change(session, 'set_conversation_status', {
        p_status: 'finished',
        p_reason: '  Agendou\n retorno ',
      })
      expect(finished).toMatchObject({ status_reason: 'Agendou retorno' })
      expect(await lines(session)).toMatchObject([{ kind: 'finished', name: 'Agendou retorno' }])
      await receive(session, { provider_message_id: 'A2', occurred_at: at(5) })
      expect(only(await threadsOf(session))).toMatchObject({ status: 'open', status_reason: null })
      expect((await lines(session)).find(({ kind }) => kind === 'reopened')).toMatchObject({ name: null })
    }))

  it.each(['archived', '', null])('refuses the status %j', (status) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expectRefusal(() => set(session, status), 'PT400', 'invalid_status')
    }),
  )

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => set(session, 'open'), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.set_conversation_status(${aurora.id}, ${key}, 'finished')`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
