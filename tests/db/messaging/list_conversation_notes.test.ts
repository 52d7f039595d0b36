import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer, key, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

const add = (session: Session, id: string, body: string) =>
  answer(session, 'add_conversation_note', { p_thread_key: key, p_id: id, p_body: body })

describe('list_conversation_notes', () => {
  it('gives the newest first, up to a limit', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await add(session, oneId, 'Primeira')
      await add(session, otherId, 'Segunda')
      const list = (limit: number) =>
        answer<{ body: string }[]>(session, 'list_conversation_notes', { p_thread_key: key, p_limit: limit })
      expect((await list(200)).map(({ body }) => body)).toEqual(['Segunda', 'Primeira'])
      expect(await list(1)).toMatchObject([{ body: 'Segunda' }])
    }))

  it('are told after a gap, deleted ones too', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await add(session, oneId, 'Primeira')
      await add(session, otherId, 'Segunda')
      await answer(session, 'delete_conversation_note', { p_id: oneId })
      const { notes } = await answer<{ notes: { id: string; body: string }[] }>(session, 'list_changes', {
        p_since: new Date().toISOString(),
      })
      expect(notes.map(({ id, body }) => [id, body])).toEqual([
        [oneId, ''],
        [otherId, 'Segunda'],
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_notes(${aurora.id}, ${key})`)
})
