import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_assignment_turns', () => {
  it('is off and empty until somebody leads it', () =>
    db.rolledBack(async (session) => {
      expect(await answer(session, 'list_assignment_turns')).toEqual({
        is_on: false,
        next_user_id: null,
        people: [],
      })
    }))

  it('names who takes part in their order, and who is next', () =>
    db.rolledBack(async (session) => {
      const [rita, helena] = [people['recepcao@aurora.test'].id, people['terapeuta@aurora.test'].id]
      const users = { p_is_on: true, p_user_ids: [rita, helena] }
      await answer(session, 'set_assignment_turns', users, 'admin@aurora.test')
      await receive(session, { provider_message_id: 'A1' })
      expect(only(await threadsOf(session)).assigned_to).toBe(rita)
      expect(await answer(session, 'list_assignment_turns')).toEqual({
        is_on: true,
        next_user_id: helena,
        people: [
          { user_id: rita, is_paused: false, is_active: true, last_turn_at: expect.any(String) as string },
          { user_id: helena, is_paused: false, is_active: true, last_turn_at: null },
        ],
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.list_assignment_turns(${aurora.id})`)
})
