import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAssistantLeaders, leader, useAssistant } from '../support/assistant-screens.ts'
import { documentId, indexed } from '../support/knowledge.ts'

const db = await createDatabase()

interface Case {
  id: string
  text: string
  expected: object
}

describe('add_faq_cases', () => {
  const add = (session: Session) => ask<number>(session, 'add_faq_cases', {}, leader)
  const cases = (session: Session) => ask<Case[]>(session, 'list_assistant_cases', {}, leader)

  it('makes a case of each question, once, and none of what was taken out', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await indexed(session)
      await session.asPostgres(
        (sql) => sql`
          update public.ai_documents set kind = 'faq', body = ${'## Tem wi-fi?\n\nTem.\n\n## Posso levar acompanhante?\n\nPode. # não é título'}
          where tenant_id = ${aurora.id} and id = ${documentId}`,
      )
      expect(await ask(session, 'preview_assistant_evaluation', {}, leader)).toMatchObject({
        faq: 2,
        sources: 0,
      })
      expect(await add(session)).toBe(2)
      const made = await cases(session)
      expect(made.map(({ text }) => text).sort()).toEqual(['Posso levar acompanhante?', 'Tem wi-fi?'])
      expect(made[0]!.expected).toEqual({ handoff: false, document_id: documentId })
      await ask(session, 'archive_assistant_case', { case_id: made[0]!.id }, leader)
      expect(await add(session)).toBe(0)
      expect(await ask(session, 'preview_assistant_evaluation', {}, leader)).toMatchObject({
        faq: 0,
        sources: 1,
      })
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.add_faq_cases(${aurora.id})`)
})
