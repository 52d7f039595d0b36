import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveMeasured,
  itIsForAssistantLeaders,
  leader,
  otherPromptId,
  type Prompt,
  promptId,
  savePrompt,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('activate_assistant_prompt', () => {
  const activate = (session: Session, prompt_id: string, share = 100) =>
    ask<Prompt[]>(session, 'activate_assistant_prompt', { prompt_id, share }, leader)

  it('refuses a version below its bar', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await savePrompt(session)
      await expectError(activate(session, promptId), 'PT409', 'prompt_below_bar')
    }))

  it('shares conversations between two versions, and goes back in one call', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveMeasured(session)
      await haveMeasured(session, otherPromptId)
      await activate(session, promptId)
      expect(await activate(session, otherPromptId, 30)).toMatchObject([
        { id: otherPromptId, state: 'active', share: 30 },
        { id: promptId, state: 'active', share: 70 },
      ])
      expect(await activate(session, otherPromptId)).toMatchObject([
        { state: 'active', share: 100 },
        { state: 'retired', share: 0 },
      ])
      expect(await activate(session, promptId)).toMatchObject([
        { state: 'retired', share: 0 },
        { state: 'active', share: 100 },
      ])
    }))

  it('refuses a share of nothing, a first version for a part, and one that is not there', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveMeasured(session)
      await expectError(activate(session, promptId, 0), 'PT400', 'invalid_prompt_share')
      await expectError(activate(session, promptId, 50), 'PT409', 'prompt_needs_another')
      await expectError(activate(session, otherPromptId), 'PT404', 'prompt_not_found')
    }))

  itIsForAssistantLeaders(
    db,
    (sql) => sql`select public.activate_assistant_prompt(${aurora.id}, ${promptId})`,
  )
})
