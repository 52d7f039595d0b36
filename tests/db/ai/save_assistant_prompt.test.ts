import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  haveMeasured,
  itIsForAssistantLeaders,
  leader,
  promptId,
  savePrompt,
  useAssistant,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('save_assistant_prompt', () => {
  it('writes a version once and changes a draft', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await savePrompt(session)
      await savePrompt(session, promptId, 'Seja gentil.')
      expect(await ask(session, 'list_assistant_prompts', {}, leader)).toMatchObject([
        { version: 1, text: 'Seja gentil.' },
      ])
    }))

  it('keeps what was measured as it is', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveMeasured(session)
      await expectError(savePrompt(session), 'PT409', 'prompt_is_fixed')
    }))

  it.each([
    [{ prompt_id: null, name: 'Uma', text: 'x' }, 'id_missing'],
    [{ prompt_id: promptId, name: ' ', text: 'x' }, 'invalid_name'],
    [{ prompt_id: promptId, name: 'Uma', text: ' ' }, 'empty_body'],
    [{ prompt_id: promptId, name: 'Uma', text: 'x'.repeat(20001) }, 'body_too_long'],
  ])('refuses a version without what it needs (%#)', (args, code) =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(ask(session, 'save_assistant_prompt', args, leader), 'PT400', code)
    }),
  )

  itIsForAssistantLeaders(
    db,
    (sql) => sql`select public.save_assistant_prompt(${aurora.id}, ${promptId}, 'Uma', 'x')`,
  )
})
