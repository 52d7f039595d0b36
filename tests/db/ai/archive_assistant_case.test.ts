import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { caseId, itIsForAssistantLeaders, leader, useAssistant } from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('archive_assistant_case', () => {
  it('takes a case out, and saving it brings it back', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      const args = { case_id: caseId, text: 'Oi', expected: { intent: 'none' } }
      await ask(session, 'save_assistant_case', args, leader)
      const count = async () => (await ask<unknown[]>(session, 'list_assistant_cases', {}, leader)).length
      expect(await ask(session, 'archive_assistant_case', { case_id: caseId }, leader)).toBe(true)
      expect(await ask(session, 'archive_assistant_case', { case_id: caseId }, leader)).toBe(false)
      expect(await count()).toBe(0)
      await ask(session, 'save_assistant_case', args, leader)
      expect(await count()).toBe(1)
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.archive_assistant_case(${aurora.id}, ${caseId})`)
})
