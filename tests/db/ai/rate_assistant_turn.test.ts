import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { haveTurn, itNeedsAssistant, leader, turnId, useAssistant } from '../support/assistant-screens.ts'

const db = await createDatabase()

describe('rate_assistant_turn', () => {
  it('makes one case of a bad answer, and takes it back', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await haveTurn(session)
      const rate = (thumb: string | null, note: string | null = null) =>
        ask(session, 'rate_assistant_turn', { turn_id: turnId, thumb, note })
      const cases = () => ask<object[]>(session, 'list_assistant_cases', {}, leader)
      await rate('down', 'Era particular')
      await rate('down', 'Era particular')
      expect(await cases()).toMatchObject([
        { text: 'Vocês aceitam convênio?', turn_id: turnId, expected: { note: 'Era particular' } },
      ])
      await rate('up')
      expect(await cases()).toEqual([])
      await rate('down')
      expect(await cases()).toHaveLength(1)
      await rate(null)
      expect(await cases()).toEqual([])
    }))

  it('refuses what is no thumb and what is no turn', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(
        ask(session, 'rate_assistant_turn', { turn_id: turnId, thumb: 'meh', note: null }),
        'PT400',
        'invalid_filter',
      )
      await expectError(
        ask(session, 'rate_assistant_turn', { turn_id: turnId, thumb: 'up', note: null }),
        'PT404',
        'assistant_turn_not_found',
      )
      await expectError(
        ask(session, 'rate_assistant_turn', { turn_id: turnId, thumb: 'down', note: 'x'.repeat(1001) }),
        'PT400',
        'body_too_long',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.rate_assistant_turn(${aurora.id}, ${turnId}, 'up')`,
    useAssistant,
  )
  itNeedsAssistant(db, (sql) => sql`select public.rate_assistant_turn(${aurora.id}, ${turnId}, 'up')`)
})
