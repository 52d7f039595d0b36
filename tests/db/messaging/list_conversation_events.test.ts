import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { createOutbound } from '../support/outbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`
const me = people['recepcao@aurora.test'].id

interface Line {
  kind: string
  actor_id: string | null
  assignee_id: string | null
  occurred_at: string
}

/** The events of the patient's conversation, oldest first. */
const lines = async (session: Session, limit = 200) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ lines: Line[] }[]>`
      select public.list_conversation_events(${aurora.id}, ${key}, ${limit}) as lines`,
  )
  return row!.lines.reverse()
}
const kinds = async (session: Session) =>
  (await lines(session)).map(({ kind, actor_id }) => [kind, actor_id === me ? 'me' : actor_id])

const act = (session: Session, call: 'finish' | 'open' | 'mine' | 'nobody' | 'optOut' | 'optIn') =>
  session.asUser('recepcao@aurora.test', (sql) => {
    switch (call) {
      case 'finish':
      case 'open': {
        const status = call === 'open' ? 'open' : 'finished'
        return sql`select public.set_conversation_status(${aurora.id}, ${key}, ${status})`
      }
      case 'mine':
      case 'nobody':
        return sql`select public.assign_conversation(${aurora.id}, ${key}, ${call === 'mine' ? me : null})`
      default:
        return sql`select public.set_conversation_opt_out(${aurora.id}, ${key}, ${call === 'optOut'})`
    }
  })

describe('list_conversation_events', () => {
  it('tells what was done, by whom, once however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      for (const call of [
        'mine',
        'mine',
        'nobody',
        'optOut',
        'optOut',
        'optIn',
        'finish',
        'finish',
        'open',
      ] as const)
        await act(session, call)
      expect(await kinds(session)).toEqual([
        ['assigned', 'me'],
        ['unassigned', 'me'],
        ['opted_out', 'me'],
        ['opted_in', 'me'],
        ['finished', 'me'],
        ['reopened', 'me'],
      ])
      expect((await lines(session))[0]?.assignee_id).toBe(me)
      expect(await lines(session, 1)).toMatchObject([{ kind: 'reopened' }])
    }))

  it('tells the screens with the change', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await act(session, 'finish')
      expect(
        (await broadcastsOf(session)).filter(({ event }) => event === 'conversation_event'),
      ).toMatchObject([{ payload: { thread_key: key, event: { kind: 'finished', actor_id: me } } }])
    }))

  it('notes that a message of the person opened the conversation, above that message', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await act(session, 'finish')
      await receive(session, { provider_message_id: 'A2', occurred_at: at(9) })
      expect(await kinds(session)).toContainEqual(['reopened', null])
      const reopened = (await lines(session)).find(({ kind }) => kind === 'reopened')
      expect(new Date(reopened!.occurred_at).toISOString()).toBe(at(9))
      expect(only(await threadsOf(session))).toMatchObject({ status: 'open' })
    }))

  it('notes that an answer opened the conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await act(session, 'finish')
      await createOutbound(session)
      expect(await kinds(session)).toEqual([
        ['finished', 'me'],
        ['reopened', 'me'],
      ])
      expect(only(await threadsOf(session))).toMatchObject({ status: 'open' })
    }))

  it('leaves a finished conversation finished when something goes out by itself', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await act(session, 'finish')
      await session.asService(
        (sql) =>
          sql`select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Oi', 'auto_reply')`,
      )
      expect(only(await threadsOf(session))).toMatchObject({ status: 'finished' })
    }))

  it('notes a word that opts out or in, at the message, as done by the person', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'parar', occurred_at: at(1) })
      await receive(session, { provider_message_id: 'A2', body: 'voltar', occurred_at: at(2) })
      expect(await kinds(session)).toEqual([
        ['opted_out', null],
        ['opted_in', null],
      ])
      expect((await lines(session)).map((line) => new Date(line.occurred_at).toISOString())).toEqual([
        at(1),
        at(2),
      ])
    }))

  it('follows a conversation that becomes part of another', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' }, body: 'parar' })
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana }, occurred_at: at(1) })
      await act(session, 'mine')
      await receive(session, {
        provider_message_id: 'A3',
        address: { lid: '777', phone: mariana },
        occurred_at: at(2),
      })
      expect(await kinds(session)).toEqual([
        ['opted_out', null],
        ['assigned', 'me'],
      ])
    }))

  it('keeps an action that is undone out of it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expect(
        session.asUser(
          'recepcao@aurora.test',
          (sql) =>
            sql`select public.assign_conversation(${aurora.id}, ${key}, ${people['admin@horizonte.test'].id})`,
        ),
      ).rejects.toThrow()
      expect(await lines(session)).toEqual([])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.list_conversation_events(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
