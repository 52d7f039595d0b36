import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  itIsForAssistantLeaders,
  makeReady,
  save,
  useAssistant,
  wanted,
} from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('save_assistant', () => {
  it('keeps what the clinic wants, and cleans names', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      expect(await save(session, { name: '  Zélia   Luz ' })).toMatchObject({
        settings: { mode: 'test', name: 'Zélia Luz' },
      })
    }))

  it('keeps the price of vectors where it is not named', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await save(session, { embedding_price_cents: 11 })
      expect(await save(session)).toMatchObject({ settings: { embedding_price_cents: 11 } })
      expect(await save(session, { embedding_price_cents: 0 })).toMatchObject({
        settings: { embedding_price_cents: 0 },
      })
    }))

  it('answers patients only with a model and the agreement, some people first', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(save(session, { mode: 'people' }), 'PT409', 'assistant_not_ready')
    }))

  it('answers everybody only after some people', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await expectError(save(session, { mode: 'all' }), 'PT409', 'assistant_not_tried')
    }))

  it('goes step by step, and keeps who agreed', () =>
    db.rolledBack(async (session) => {
      await makeReady(session)
      await save(session, { mode: 'people' })
      const all = await save(session, { mode: 'all' })
      expect(all).toMatchObject({ settings: { mode: 'all' }, accepted: { by: expect.any(String) } })
      expect((await save(session, { mode: 'off' })).accepted).toEqual(all.accepted)
    }))

  it.each([
    [{ mode: 'wild' }, 'invalid_mode'],
    [{ tone: 'loud' }, 'invalid_settings'],
    [{ name: ' ' }, 'invalid_name'],
    [{ greeting: 'x'.repeat(501) }, 'body_too_long'],
    [{ monthly_budget_cents: -1 }, 'invalid_settings'],
    [{ turns_per_day: 0 }, 'invalid_settings'],
    [{ wait_seconds: '6s' }, 'invalid_settings'],
    [{ embedding_price_cents: 1000001 }, 'invalid_settings'],
    [{ custom_hours: { mon: [['10:00', '10:00']] } }, 'invalid_hours'],
  ])('refuses %j with %s', (settings, code) =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(save(session, settings), 'PT400', code)
    }),
  )

  it('refuses somebody who is not of the team as the one who takes over', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(save(session, { handoff_user_id: aurora.id }), 'PT404', 'member_not_found')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.save_assistant(${aurora.id}, ${sql.json(wanted)})`)
})
