import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveConversation,
  itIsForAssistantLeaders,
  leader,
  promptId,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('set_assistant_person', () => {
  it('puts a conversation on the list once, and takes it off', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      const thread_id = await haveConversation(session)
      const count = async () => (await ask<unknown[]>(session, 'list_assistant_people', {}, leader)).length
      await ask(session, 'set_assistant_person', { thread_id, is_on: true }, leader)
      await ask(session, 'set_assistant_person', { thread_id, is_on: true }, leader)
      expect(await count()).toBe(1)
      await ask(session, 'set_assistant_person', { thread_id, is_on: false }, leader)
      expect(await count()).toBe(0)
    }))

  it('refuses a conversation of another clinic', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(
        ask(session, 'set_assistant_person', { thread_id: promptId, is_on: true }, leader),
        'PT404',
        'conversation_not_found',
      )
    }))

  itIsForAssistantLeaders(
    db,
    (sql) => sql`select public.set_assistant_person(${aurora.id}, ${promptId}, true)`,
  )
})
