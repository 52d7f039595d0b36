import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_assignment_turns', () => {
  it('names who is next first', () =>
    db.rolledBack(async (session) => {
      const users = [people['recepcao@aurora.test'].id, people['terapeuta@aurora.test'].id]
      await call(session, 'set_assignment_turns', { p_user_ids: users }, 'admin@aurora.test')
      await receive(session, { provider_message_id: 'A1' })
      const taken = only(await threadsOf(session)).assigned_to
      const turns = await call<{ user_id: string }>(session, 'list_assignment_turns')
      expect(turns.map((turn) => turn.user_id)).toEqual([users.find((id) => id !== taken), taken])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_assignment_turns(${aurora.id})`)
})
