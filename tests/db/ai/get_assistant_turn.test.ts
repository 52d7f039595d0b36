import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveTurn,
  itIsForAssistantLeaders,
  leader,
  promptId,
  threadKey,
  turnId,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('get_assistant_turn', () => {
  it('is one turn with its calls', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveTurn(session)
      expect(await ask(session, 'get_assistant_turn', { turn_id: turnId }, leader)).toMatchObject({
        id: turnId,
        text: 'Aceitamos.',
        thread_key: threadKey,
        calls: [{ tool: 'price', is_effect: false }],
      })
      await expectError(
        ask(session, 'get_assistant_turn', { turn_id: promptId }, leader),
        'PT404',
        'assistant_turn_not_found',
      )
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.get_assistant_turn(${aurora.id}, ${turnId})`)
})
