import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers, saveDeal, settings } from '../support/sales.ts'

const db = await createDatabase()

describe('get_deal_stats', () => {
  it('adds up stages, the month and the forecast', () =>
    db.rolledBack(async (session) => {
      const { pipelines, lost_reasons } = await settings(session)
      const [first, second] = pipelines[0]!.stages
      await saveDeal(session, { value_cents: 1000, expected_on: '2026-12-10' })
      await saveDeal(session, { value_cents: 2000, stage_id: second!.id }, { id: randomUUID() })
      const [won, lost] = [randomUUID(), randomUUID()]
      await saveDeal(session, { value_cents: 500 }, { id: won })
      await saveDeal(session, { value_cents: 700 }, { id: lost })
      await ask(session, 'close_deal', { id: won, version: 1, status: 'won' })
      await ask(session, 'close_deal', {
        id: lost,
        version: 1,
        status: 'lost',
        reason_id: lost_reasons[0]!.id,
      })
      const stats = await ask<{ stages: object[] }>(session, 'get_deal_stats', {
        pipeline_id: pipelines[0]!.id,
      })
      expect(stats).toMatchObject({
        stages: [
          { stage_id: first!.id, count: 1, cents: 1000, weighted_cents: 100, rotting: 0 },
          { stage_id: second!.id, count: 1, cents: 2000, weighted_cents: 600 },
          { count: 0, cents: 0 },
          { count: 0, cents: 0 },
        ],
        month: { won: 1, won_cents: 500, lost: 1, lost_cents: 700 },
        reasons: [{ name: 'Preço', count: 1 }],
        forecast: [
          { month: '2026-12', count: 1, cents: 1000 },
          { month: null, count: 1, cents: 2000 },
        ],
      })
    }))

  itIsForSellers(db, (sql) => sql`select public.get_deal_stats(${aurora.id}, gen_random_uuid())`)
})
