import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAssistantLeaders, useAssistant } from '../support/assistant-screens.ts'
import { cancel, haveDraft, keep, measure, nextCases, runId, start, takeJob } from '../support/evaluations.ts'

const db = await createDatabase()

describe('cancel_assistant_evaluation', () => {
  it('stops before the next case; what was being answered is paid for and gives its reserve back', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await start(session)
      const lease = await takeJob(session)
      const { cases } = await nextCases(session, lease, 2)
      expect(await cancel(session)).toMatchObject({ state: 'cancelled', done: 0 })
      const result = { outcome: 'answer', text: 'Oi', prompt_tokens: 1000, completion_tokens: 10 }
      expect(await keep(session, lease, cases[0]!.id, result)).toBe('over')
      expect(await nextCases(session, lease)).toEqual({ state: 'over' })
      expect(await cancel(session)).toMatchObject({ state: 'cancelled', done: 0, cost_microcents: 83200 })
      const [month] = await session.asPostgres(
        (sql) => sql`
          select cost_microcents::integer as cost, reserved_microcents::integer as reserved from public.ai_months where tenant_id = ${aurora.id}`,
      )
      expect(month).toEqual({ cost: 83200, reserved: 0 })
      expect(
        await session.asPostgres(
          (sql) => sql`select state from public.ai_prompts where tenant_id = ${aurora.id}`,
        ),
      ).toEqual([{ state: 'draft' }])
    }))

  it('leaves one that is over as it is, and knows only those of the clinic', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(cancel(session), 'PT404', 'evaluation_not_found')
      await haveDraft(session)
      await start(session)
      await measure(session)
      expect(await cancel(session)).toMatchObject({ state: 'done' })
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.cancel_assistant_evaluation(${aurora.id}, ${runId})`)
})
