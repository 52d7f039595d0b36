import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'
import { answer, key, oneId } from '../support/workspace.ts'

const db = await createDatabase()
const helena = people['terapeuta@aurora.test'].id

interface Note {
  id: string
  author_id: string
  body: string
  mentions: string[]
}
const add = (session: Session, args: Record<string, unknown> = {}) =>
  answer<Note>(session, 'add_conversation_note', {
    p_thread_key: key,
    p_id: oneId,
    p_body: 'Ligar amanhã',
    ...args,
  })

describe('add_conversation_note', () => {
  it('keeps it with who wrote it and who is mentioned, tells the screens, and is one however often it is sent', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const note = await add(session, { p_mentions: [helena, helena] })
      expect(note).toMatchObject({
        author_id: people['recepcao@aurora.test'].id,
        body: 'Ligar amanhã',
        mentions: [helena],
      })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'conversation_note',
        payload: { thread_key: key, note: { id: oneId, body: 'Ligar amanhã' } },
      })
      expect(await add(session, { p_body: 'Outra coisa' })).toEqual(note)
      const mentions = await session.asUser(
        'terapeuta@aurora.test',
        (sql) => sql`select user_id from public.conversation_note_mentions`,
      )
      expect(mentions).toEqual([{ user_id: helena }])
    }))

  it('is nothing that the person reads: the summary stays', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'Oi' })
      const before = only(await threadsOf(session))
      await add(session)
      expect(only(await threadsOf(session))).toEqual(before)
    }))

  it.each([
    ['nothing', { p_body: ' ' }, 'PT400', 'empty_body'],
    ['4,097 characters', { p_body: 'x'.repeat(4097) }, 'PT400', 'body_too_long'],
    ['no id', { p_id: null }, 'PT400', 'missing_client_id'],
    [
      'a stranger mentioned',
      { p_mentions: [people['dona@horizonte.test'].id] },
      'PT400',
      'mention_not_a_member',
    ],
    [
      'somebody disabled',
      { p_mentions: [people['desligado@aurora.test'].id] },
      'PT400',
      'mention_not_a_member',
    ],
    ['an unknown conversation', { p_thread_key: `whatsapp:${joao}` }, 'PT404', 'conversation_not_found'],
  ])('refuses %s', (_, args, status, code) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expectRefusal(() => add(session, args), status, code)
    }),
  )

  it('refuses an id that a note of a colleague has', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await add(session)
      await expectRefusal(
        () =>
          answer(
            session,
            'add_conversation_note',
            { p_thread_key: key, p_id: oneId, p_body: 'Oi' },
            'admin@aurora.test',
          ),
        'PT409',
        'client_id_in_use',
      )
    }))

  it('follows a conversation that becomes part of another', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana }, occurred_at: at(1) })
      await add(session, { p_thread_key: 'whatsapp:lid:777' })
      await receive(session, {
        provider_message_id: 'A3',
        address: { lid: '777', phone: mariana },
        occurred_at: at(2),
      })
      expect(await answer<Note[]>(session, 'list_conversation_notes', { p_thread_key: key })).toHaveLength(1)
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.add_conversation_note(${aurora.id}, ${key}, ${oneId}, 'Oi')`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
