import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { caseId, itIsForAssistantLeaders, leader, useAssistant } from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('list_assistant_cases', () => {
  it('lists the labelled messages of the clinic', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await ask(
        session,
        'save_assistant_case',
        { case_id: caseId, text: 'Quero falar com alguém', expected: { intent: 'handoff', handoff: true } },
        leader,
      )
      expect(await ask(session, 'list_assistant_cases', {}, leader)).toMatchObject([
        { id: caseId, set: 'own', expected: { intent: 'handoff', handoff: true } },
      ])
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.list_assistant_cases(${aurora.id})`)
})
