import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer, key, oneId } from '../support/workspace.ts'

const db = await createDatabase()

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await answer(session, 'add_conversation_note', { p_thread_key: key, p_id: oneId, p_body: 'Um' })
  await answer(session, 'edit_conversation_note', { p_id: oneId, p_body: 'Dois' })
}

describe('list_conversation_note_edits', () => {
  it('shows colleagues what a note said before', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const edits = await answer(
        session,
        'list_conversation_note_edits',
        { p_note_id: oneId },
        'admin@aurora.test',
      )
      expect(edits).toEqual([{ body: 'Um', replaced_at: expect.any(String) }])
    }))

  it('shows another clinic nothing of it', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const [row] = await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.list_conversation_note_edits(${horizonte.id}, ${oneId}) as edits`,
      )
      expect(row?.edits).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_note_edits(${aurora.id}, ${oneId})`, scene)
})
