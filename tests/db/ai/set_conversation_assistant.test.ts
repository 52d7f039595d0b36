import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import {
  haveConversation,
  itNeedsAssistant,
  makeReady,
  save,
  threadKey,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('set_conversation_assistant', () => {
  it('pauses a conversation and gives it back, also one that was handed over', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await save(session, { mode: 'people' })
      await save(session, { mode: 'all' })
      const thread = await haveConversation(session)
      const set = (state: string) =>
        ask<{ silence: string | null; conversation: { state: string } }>(
          session,
          'set_conversation_assistant',
          { thread_key: threadKey, state },
        )
      expect(await set('paused')).toMatchObject({
        silence: 'paused',
        conversation: { state: 'paused', changed_by: expect.any(String) },
      })
      await session.asPostgres(
        (sql) => sql`
        update public.ai_conversations set state = 'locked', reason = 'human_wanted', failed_turns = 1 where tenant_id = ${aurora.id} and thread_id = ${thread}`,
      )
      expect(await set('on')).toMatchObject({ silence: null, conversation: { state: 'on' } })
    }))

  it('refuses a state that people do not set', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveConversation(session)
      await expectError(
        ask(session, 'set_conversation_assistant', { thread_key: threadKey, state: 'locked' }),
        'PT400',
        'invalid_assistant_state',
      )
      await expectError(
        ask(session, 'set_conversation_assistant', { thread_key: 'whatsapp:+550', state: 'on' }),
        'PT404',
        'conversation_not_found',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.set_conversation_assistant(${aurora.id}, ${threadKey}, 'paused')`,
    useAssistant,
  )
  itNeedsAssistant(
    db,
    (sql) => sql`select public.set_conversation_assistant(${aurora.id}, ${threadKey}, 'paused')`,
  )
})
