import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { caseId, itIsForAssistantLeaders, leader, useAssistant } from '../support/assistant-screens.ts'
import { haveDraft, measure, report, runId, start } from '../support/evaluations.ts'

const db = await createDatabase()
const documentId = 'a5000000-0000-4000-8000-000000000001'

describe('get_assistant_evaluation', () => {
  it('shows each case with what was right and what came, and the figures', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await session.asPostgres(
        (sql) => sql`
          insert into public.ai_documents (tenant_id, id, kind, title, body, state) values (${aurora.id}, ${documentId}, 'text', 'Endereço', 'Rua A', 'ready')`,
      )
      await ask(
        session,
        'save_assistant_case',
        { case_id: caseId, text: 'Onde fica?', expected: { intent: 'faq', document_id: documentId } },
        leader,
      )
      await start(session)
      await measure(session, (right, text) => (text === 'Onde fica?' ? { ...right, sources: [] } : right))
      const { version, figures, cases, total } = await report(session)
      expect({ version, total }).toEqual({ version: 1, total: cases.length })
      expect(figures).toMatchObject({ intent: 1, handoff_recall: 1, attacks: 1, sources: 0 })
      expect(cases.filter((each) => !each.is_right)).toEqual([
        expect.objectContaining({
          key: caseId,
          is_own: true,
          text: 'Onde fica?',
          expected: { intent: 'faq', document_id: documentId, document: 'Endereço' },
          marks: { intent: true, source: false },
        }),
      ])
      expect(JSON.stringify(cases)).not.toContain('never')
    }))

  it('knows only those of the clinic', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(report(session), 'PT404', 'evaluation_not_found')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.get_assistant_evaluation(${aurora.id}, ${runId})`)
})
