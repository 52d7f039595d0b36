import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { answer, key, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()
const helena = people['terapeuta@aurora.test'].id

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await answer(session, 'add_conversation_note', { p_thread_key: key, p_id: oneId, p_body: 'Ligar' })
}
const edit = (session: Session, args: Record<string, unknown> = {}, as?: Email) =>
  answer<Record<string, unknown>>(
    session,
    'edit_conversation_note',
    { p_id: oneId, p_body: 'Ligar hoje', ...args },
    as,
  )
const history = (session: Session) =>
  answer<{ body: string }[]>(session, 'list_conversation_note_edits', { p_note_id: oneId })

describe('edit_conversation_note', () => {
  it('changes words and mentions, keeps what it said, and changes nothing twice', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const edited = await edit(session, { p_mentions: [helena] })
      expect(edited).toMatchObject({ body: 'Ligar hoje', mentions: [helena], edited_at: expect.any(String) })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({ event: 'conversation_note' })
      expect(await edit(session, { p_mentions: [helena] })).toEqual(edited)
      await edit(session, { p_body: 'Ligar já' })
      expect((await history(session)).map(({ body }) => body)).toEqual(['Ligar hoje', 'Ligar'])
      expect(await session.asPostgres((sql) => sql`select from public.conversation_note_mentions`)).toEqual(
        [],
      )
    }))

  it.each(['dona@aurora.test', 'admin@aurora.test', 'terapeuta@aurora.test'] as const)(
    'refuses %s: it is the note of a colleague',
    (as) =>
      db.rolledBack(async (session) => {
        await scene(session)
        await expectRefusal(() => edit(session, {}, as), 'PT403', 'not_your_note')
      }),
  )

  it.each([
    ['nothing', { p_body: '' }, 'PT400', 'empty_body'],
    ['too much', { p_body: 'x'.repeat(4097) }, 'PT400', 'body_too_long'],
    ['a stranger', { p_mentions: [people['fora@exemplo.test'].id] }, 'PT400', 'mention_not_a_member'],
    ['an unknown note', { p_id: otherId }, 'PT404', 'note_not_found'],
  ])('refuses %s', (_, args, status, code) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => edit(session, args), status, code)
    }),
  )

  it('does not bring a deleted note back', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await answer(session, 'delete_conversation_note', { p_id: oneId })
      await expectRefusal(() => edit(session), 'PT404', 'note_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.edit_conversation_note(${aurora.id}, ${oneId}, 'Oi')`, scene)
})
