import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { caseId, itIsForAssistantLeaders, leader, useAssistant } from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('save_assistant_case', () => {
  const saveCase = (session: Session, args: object = {}) =>
    ask(
      session,
      'save_assistant_case',
      { case_id: caseId, text: 'Oi', expected: { intent: 'none' }, ...args },
      leader,
    )

  it('writes a case once and changes it', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await saveCase(session)
      await saveCase(session, { text: 'Olá', expected: { handoff: true } })
      expect(await ask(session, 'list_assistant_cases', {}, leader)).toMatchObject([
        { text: 'Olá', expected: { handoff: true } },
      ])
    }))

  it.each([
    [{ text: ' ' }, 'empty_body'],
    [{ text: 'x'.repeat(4001) }, 'body_too_long'],
    [{ case_id: null }, 'id_missing'],
    [{ expected: { intent: 'odd' } }, 'invalid_assistant_case'],
    [{ expected: [] }, 'invalid_assistant_case'],
  ])('refuses a case without what it needs (%#)', (args, code) =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(saveCase(session, args), 'PT400', code)
    }),
  )

  itIsForAssistantLeaders(
    db,
    (sql) => sql`select public.save_assistant_case(${aurora.id}, ${caseId}, 'Oi', '{}')`,
  )
})
