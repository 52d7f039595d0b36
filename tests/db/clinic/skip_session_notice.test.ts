import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('skip_session_notice', () => {
  it('leaves untold what changed until now, and tells what changes later', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { version } = await book(session, { start_local: '2030-01-08T15:00' })
      const due = async () =>
        (await ask<{ due_at: string | null }>(session, 'list_session_notices', { session_id: sessionId }))
          .due_at
      expect(await due()).not.toBeNull()
      await ask(session, 'skip_session_notice', { session_id: sessionId })
      expect(await due()).toBeNull()
      await ask(session, 'move_session', { id: sessionId, version, start_local: '2030-01-09T15:00' })
      expect(await due()).not.toBeNull()
    }))

  itIsForMembers(db, (sql) => sql`select public.skip_session_notice(${aurora.id}, ${sessionId})`)
})
