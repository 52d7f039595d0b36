import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { caseId, itIsForAssistantLeaders, leader } from '../support/assistant-screens.ts'
import { haveDraft, measure, start } from '../support/evaluations.ts'

const db = await createDatabase()

describe('preview_assistant_evaluation', () => {
  it('counts the cases, and what the last evaluation cost', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      const preview = () =>
        ask<{ standard: number; cost_microcents: number | null }>(
          session,
          'preview_assistant_evaluation',
          {},
          leader,
        )
      const before = await preview()
      expect(before).toMatchObject({ own: 0, sources: 0, unlabelled: 0, cost_microcents: null })
      expect(before.standard).toBeGreaterThan(50)
      await ask(session, 'save_assistant_case', { case_id: caseId, text: 'Oi', expected: {} }, leader)
      await start(session)
      await measure(session)
      const after = await preview()
      expect(after).toMatchObject({ own: 0, unlabelled: 1 })
      expect(after.cost_microcents).toBeGreaterThan(0)
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.preview_assistant_evaluation(${aurora.id})`)
})
