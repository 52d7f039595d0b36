import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
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

describe('list_assistant_prompts', () => {
  it('says of each version what it reached', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await savePrompt(session)
      await haveMeasured(session, otherPromptId)
      const rows = await ask<Prompt[]>(session, 'list_assistant_prompts', {}, leader)
      expect(rows).toMatchObject([
        { id: otherPromptId, version: 2, state: 'evaluated' },
        { id: promptId, version: 1, state: 'draft', share: 0 },
      ])
      expect(rows[0]!.bar.every(({ is_reached }) => is_reached)).toBe(true)
      expect(rows[1]!.bar.every(({ reached }) => reached === null)).toBe(true)
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.list_assistant_prompts(${aurora.id})`)
})
