import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  haveConversation,
  itIsForAssistantLeaders,
  leader,
  threadKey,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('list_assistant_people', () => {
  it('lists whom the assistant answers while it is tried', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      expect(await ask(session, 'list_assistant_people', {}, leader)).toEqual([])
      const thread_id = await haveConversation(session)
      await ask(session, 'set_assistant_person', { thread_id, is_on: true }, leader)
      expect(await ask(session, 'list_assistant_people', {}, leader)).toMatchObject([
        { thread_id, thread_key: threadKey, added_by: expect.any(String) },
      ])
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.list_assistant_people(${aurora.id})`)
})
