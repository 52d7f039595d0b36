import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { getLead, itIsForLeaders, leader, saveLead, settings } from '../support/sales.ts'

const db = await createDatabase()

describe('save_score_rules', () => {
  it('counts open leads anew', () =>
    db.rolledBack(async (session) => {
      await saveLead(session)
      await ask(
        session,
        'save_score_rules',
        {
          rules: [
            { field: 'has_email', points: 7 },
            { field: 'origin_is', value: 'manual', points: -2 },
          ],
        },
        leader,
      )
      expect((await getLead(session)).score).toBe(5)
      expect((await settings(session)).score_rules).toMatchObject([
        { field: 'has_email', points: 7 },
        { points: -2 },
      ])
      for (const rule of [
        { field: 'has_luck', points: 1 },
        { field: 'origin_is', points: 1 },
        { field: 'has_email', points: 0 },
      ])
        await expectRefusal(
          () => ask(session, 'save_score_rules', { rules: [rule] }, leader),
          'PT400',
          'invalid_sale',
        )
    }))

  itIsForLeaders(db, (sql) => sql`select public.save_score_rules(${aurora.id}, '[]')`)
})
