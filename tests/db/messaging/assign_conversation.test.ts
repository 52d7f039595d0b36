import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const assign = (session: Session, to: Email | null, threadKey = key) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql`select * from public.assign_conversation(${aurora.id}, ${threadKey}, ${to && people[to].id})`,
  )

describe('assign_conversation', () => {
  it('gives the conversation to a colleague, and back to nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const id = people['terapeuta@aurora.test'].id
      expect(await assign(session, 'terapeuta@aurora.test')).toMatchObject([
        { assigned_to: id, assigned_at: expect.any(Date) },
      ])
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'thread',
        payload: { thread: { assigned_to: id } },
      })
      expect(await assign(session, null)).toMatchObject([{ assigned_to: null, assigned_at: null }])
    }))

  it.each(['recepcao@horizonte.test', 'desligado@aurora.test', 'fora@exemplo.test'] as const)(
    'refuses %s as assignee',
    (to) =>
      db.rolledBack(async (session) => {
        await receive(session, { provider_message_id: 'A1' })
        await expectRefusal(() => assign(session, to), 'PT400', 'assignee_not_a_member')
      }),
  )

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => assign(session, null), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.assign_conversation(${aurora.id}, ${key}, null)`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
