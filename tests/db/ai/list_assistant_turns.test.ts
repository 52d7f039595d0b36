import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveTurn,
  itIsForAssistantLeaders,
  leader,
  threadKey,
  turnId,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('list_assistant_turns', () => {
  it('lists what the assistant did, narrowed and page by page', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveTurn(session)
      const list = (filters: object, after: object | null = null) =>
        ask<{ id: string; opened_at: string }[]>(
          session,
          'list_assistant_turns',
          { filters, after, limit: 50 },
          leader,
        )
      const rows = await list({})
      expect(rows).toMatchObject([
        { id: turnId, state: 'answered', asked_text: 'Vocês aceitam convênio?', thread_key: threadKey },
      ])
      expect(await list({ state: 'handed', thumb: '' })).toEqual([])
      expect(await list({}, { opened_at: rows[0]!.opened_at, id: rows[0]!.id })).toEqual([])
      await expectError(list({ state: 'odd' }), 'PT400', 'invalid_filter')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.list_assistant_turns(${aurora.id}, '{}')`)
})
