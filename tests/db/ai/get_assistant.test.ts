import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  type Assistant,
  haveTurn,
  itIsForAssistantLeaders,
  leader,
  makeReady,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('get_assistant', () => {
  it('says what holds without settings, and adds up what was done', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      const first = await ask<Assistant>(session, 'get_assistant', {}, leader)
      expect(first).toMatchObject({
        settings: { mode: 'off' },
        is_connected: false,
        obstacle: 'not_connected',
        accepted: null,
        today: { turns: 0 },
      })
      await makeReady(session)
      await haveTurn(session)
      const then = await ask<Assistant>(session, 'get_assistant', {}, leader)
      expect(then).toMatchObject({
        is_connected: true,
        obstacle: null,
        accepted: { by: expect.any(String) },
        today: { turns: 1, answered: 1, cost_microcents: 5000000 },
      })
      expect(JSON.stringify(then)).not.toContain('Y3Q=')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.get_assistant(${aurora.id})`)
})
