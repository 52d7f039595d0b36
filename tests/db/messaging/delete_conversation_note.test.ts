import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { answer, key, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await answer(session, 'add_conversation_note', {
    p_thread_key: key,
    p_id: oneId,
    p_body: 'Segredo',
    p_mentions: [people['terapeuta@aurora.test'].id],
  })
  await answer(session, 'edit_conversation_note', { p_id: oneId, p_body: 'Outro segredo' })
}

describe('delete_conversation_note', () => {
  it('leaves none of its words, also not in its history, and tells the screens', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const deleted = await answer<object>(session, 'delete_conversation_note', { p_id: oneId })
      expect(deleted).toMatchObject({ body: '', mentions: [], deleted_at: expect.any(String) })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'conversation_note',
        payload: { note: { id: oneId, body: '' } },
      })
      expect(await answer(session, 'delete_conversation_note', { p_id: oneId })).toEqual(deleted)
      expect(await answer(session, 'list_conversation_notes', { p_thread_key: key })).toEqual([])
      expect(await answer(session, 'list_conversation_note_edits', { p_note_id: oneId })).toEqual([])
      expect(await session.asPostgres((sql) => sql`select from public.conversation_note_mentions`)).toEqual(
        [],
      )
    }))

  it.each(['dona@aurora.test', 'admin@aurora.test'] as const)(
    'refuses %s: it is the note of a colleague',
    (as) =>
      db.rolledBack(async (session) => {
        await scene(session)
        await expectRefusal(
          () => answer(session, 'delete_conversation_note', { p_id: oneId }, as),
          'PT403',
          'not_your_note',
        )
      }),
  )

  it('does not know an unknown note', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => answer(session, 'delete_conversation_note', { p_id: otherId }),
        'PT404',
        'note_not_found',
      ),
    ))

  itIsForMembers(db, (sql) => sql`select public.delete_conversation_note(${aurora.id}, ${oneId})`, scene)
})
