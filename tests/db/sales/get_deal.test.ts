import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { dealId, getDeal, itIsForSellers, saveDeal } from '../support/sales.ts'

const db = await createDatabase()

describe('get_deal', () => {
  it('answers the deal with the next thing to do', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      await ask(session, 'save_activity', {
        id: randomUUID(),
        activity: { title: 'Ligar', deal_id: dealId, kind: 'call' },
      })
      expect(await getDeal(session)).toMatchObject({
        id: dealId,
        lead_id: null,
        next_activity: { title: 'Ligar' },
      })
      await expectRefusal(() => getDeal(session, randomUUID()), 'PT404', 'deal_not_found')
    }))

  itIsForSellers(db, (sql) => sql`select public.get_deal(${aurora.id}, gen_random_uuid())`)
})
