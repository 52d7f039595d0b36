import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import {
  haveTurn,
  itNeedsAssistant,
  makeReady,
  save,
  threadKey,
  turnId,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('get_conversation_assistant', () => {
  it('says why it is silent, and what it did last', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await save(session, { mode: 'people' })
      await haveTurn(session)
      expect(await ask(session, 'get_conversation_assistant', { thread_key: threadKey })).toMatchObject({
        mode: 'people',
        silence: 'not_on_the_list',
        is_on_list: false,
        conversation: null,
        turns: [{ id: turnId, state: 'answered' }],
      })
    }))

  it('does not know a conversation that is not there', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(
        ask(session, 'get_conversation_assistant', { thread_key: 'whatsapp:+550' }),
        'PT404',
        'conversation_not_found',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.get_conversation_assistant(${aurora.id}, ${threadKey})`,
    useAssistant,
  )
  itNeedsAssistant(db, (sql) => sql`select public.get_conversation_assistant(${aurora.id}, ${threadKey})`)
})
