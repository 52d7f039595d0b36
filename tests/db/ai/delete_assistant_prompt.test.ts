import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveMeasured,
  itIsForAssistantLeaders,
  leader,
  otherPromptId,
  promptId,
  savePrompt,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('delete_assistant_prompt', () => {
  it('throws a draft away, and nothing else', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await savePrompt(session)
      const remove = (prompt_id: string) =>
        ask<boolean>(session, 'delete_assistant_prompt', { prompt_id }, leader)
      expect(await remove(promptId)).toBe(true)
      expect(await remove(promptId)).toBe(false)
      await haveMeasured(session, otherPromptId)
      await expectError(remove(otherPromptId), 'PT409', 'prompt_is_fixed')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.delete_assistant_prompt(${aurora.id}, ${promptId})`)
})
