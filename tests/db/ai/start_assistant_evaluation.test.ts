import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  caseId,
  itIsForAssistantLeaders,
  leader,
  makeReady,
  otherPromptId,
  promptId,
  savePrompt,
  useAssistant,
} from '../support/assistant-screens.ts'
import { cancel, haveDraft, otherRunId, runId, start } from '../support/evaluations.ts'

const db = await createDatabase()

describe('start_assistant_evaluation', () => {
  it('takes our cases and those of the clinic that say what is right, once', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      const saveCase = (case_id: string, expected: object) =>
        ask(session, 'save_assistant_case', { case_id, text: 'Oi', expected }, leader)
      await saveCase(caseId, { handoff: false })
      await saveCase('a2000000-0000-4000-8000-000000000002', { note: 'ainda não sei' })
      const [standard] = await session.asPostgres(
        (sql) => sql<{ n: number }[]>`select count(*)::integer as n from app.ai_standard_cases`,
      )
      expect(await start(session)).toMatchObject({ state: 'waiting', total: standard!.n + 1, done: 0 })
      expect(await start(session)).toMatchObject({ state: 'waiting', total: standard!.n + 1 })
      expect(
        await session.asPostgres((sql) => sql`select from app.jobs where kind = 'evaluate_prompt'`),
      ).toHaveLength(1)
    }))

  it('measures one version at a time, whose text stays meanwhile', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await savePrompt(session, otherPromptId)
      await start(session)
      await expectError(start(session, otherRunId, otherPromptId), 'PT409', 'evaluation_underway')
      await expectError(savePrompt(session, promptId, 'Outra'), 'PT409', 'evaluation_underway')
      await expectError(
        ask(session, 'delete_assistant_prompt', { prompt_id: promptId }, leader),
        'PT409',
        'evaluation_underway',
      )
      await cancel(session)
      expect(await start(session, otherRunId, otherPromptId)).toMatchObject({ state: 'waiting' })
      await savePrompt(session, promptId, 'Outra')
    }))

  it('refuses a clinic that is not ready, a spent budget and a version that is not there', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await savePrompt(session)
      await expectError(start(session), 'PT409', 'assistant_not_ready')
      await makeReady(session)
      await expectError(start(session, runId, otherPromptId), 'PT404', 'prompt_not_found')
      await expectError(
        ask(session, 'start_assistant_evaluation', { run_id: null, prompt_id: promptId }, leader),
        'PT400',
        'id_missing',
      )
      await session.asPostgres(
        (sql) => sql`update public.ai_settings set monthly_budget_cents = 0 where tenant_id = ${aurora.id}`,
      )
      await expectError(start(session), 'PT409', 'assistant_budget_spent')
    }))

  itIsForAssistantLeaders(
    db,
    (sql) => sql`select public.start_assistant_evaluation(${aurora.id}, ${runId}, ${promptId})`,
  )
})
