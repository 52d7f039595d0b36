import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { createOutbound } from '../support/outbox.ts'
import { change, key, lines } from '../support/workspace.ts'

const db = await createDatabase()
const me = people['recepcao@aurora.test'].id
const move = (session: Session, column: string | null) =>
  change(session, 'move_conversation', { p_column: column })
const place = async (session: Session) => {
  const { status, board_column } = only(await threadsOf(session))
  return status === 'finished' ? 'finished' : board_column
}
const moves = async (session: Session) =>
  (await lines(session)).map(({ kind, name, actor_id }) => [kind, name, actor_id === me ? 'me' : actor_id])

describe('the column of a conversation', () => {
  it('follows who has to write: new, waiting for the person, in progress', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await place(session)).toBe('new')
      await createOutbound(session)
      expect(await place(session)).toBe('waiting_contact')
      await receive(session, { provider_message_id: 'A2', occurred_at: new Date().toISOString() })
      expect(await place(session)).toBe('in_progress')
      expect(await moves(session)).toEqual([
        ['moved', 'waiting_contact', 'me'],
        ['moved', 'in_progress', null],
      ])
    }))

  it('follows an answer on the phone, and stays where the clinic writes by itself', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asService(
        (sql) =>
          sql`select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Oi', 'auto_reply')`,
      )
      expect(await place(session)).toBe('new')
      await receive(session, {
        provider_message_id: 'A2',
        from_me: true,
        occurred_at: new Date(Date.now() + 60_000).toISOString(),
      })
      expect(await place(session)).toBe('waiting_contact')
    }))

  it('is new again when the person of a finished one writes, and waits for them when the clinic does', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await move(session, 'in_progress')
      await move(session, 'finished')
      expect(await place(session)).toBe('finished')
      await receive(session, { provider_message_id: 'A2', occurred_at: at(9) })
      expect(await place(session)).toBe('new')
      await move(session, 'finished')
      await createOutbound(session)
      expect(await place(session)).toBe('waiting_contact')
    }))

  it('is in progress once somebody takes it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'take_conversation')
      expect(await place(session)).toBe('in_progress')
      expect(await moves(session)).toEqual([['assigned', null, 'me']])
    }))
})

describe('move_conversation', () => {
  it('moves by hand, finishes and opens again, once however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      for (const column of ['waiting_contact', 'waiting_contact', 'finished', 'finished', 'new'])
        await move(session, column)
      expect(await place(session)).toBe('new')
      expect((await moves(session)).map(([kind, name]) => [kind, name])).toEqual([
        ['moved', 'waiting_contact'],
        ['finished', null],
        ['reopened', null],
      ])
    }))

  it.each(['somewhere', '', null])('refuses %j', (column) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expectRefusal(() => move(session, column), 'PT400', 'column_not_found')
    }),
  )

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => move(session, 'new'), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.move_conversation(${aurora.id}, ${key}, 'finished')`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
