import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import type { Session } from '../support/database.ts'
import {
  dealId,
  getDeal,
  history,
  itIsForSellers,
  race,
  saveDeal,
  stages,
  type Deal,
} from '../support/sales.ts'

const db = await createDatabase()

describe('move_deal', () => {
  const move = (session: Session, stage: string, version: number, id = dealId) =>
    ask<Deal>(session, 'move_deal', { id, version, stage_id: stage })

  it('moves, is written down and audited, and does nothing when asked again', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      const [, second] = await stages(session)
      for (let times = 0; times < 2; times += 1)
        expect(await move(session, second!.id, 1)).toMatchObject({
          stage_name: 'Conversa marcada',
          version: 2,
        })
      const moves = (await history(session)).filter((one) => one.kind === 'moved')
      expect(moves).toMatchObject([
        { before: { stage: 'Primeiro contato' }, after: { stage: 'Conversa marcada' } },
      ])
      const audited = await session.asPostgres(
        (sql) =>
          sql`select actor_name, after ->> 'stage' as stage from public.audit_logs where tenant_id = ${aurora.id} and action = 'deal.moved'`,
      )
      expect(audited).toEqual([{ actor_name: 'Rita Recepção', stage: 'Conversa marcada' }])
    }))

  it('refuses what is closed, unknown or seen in an older state', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      const [, second, third] = await stages(session)
      await expectRefusal(() => move(session, second!.id, 7), 'PT409', 'changed_meanwhile')
      await expectRefusal(() => move(session, randomUUID(), 1), 'PT404', 'pipeline_not_found')
      await expectRefusal(() => move(session, third!.id, 1, randomUUID()), 'PT404', 'deal_not_found')
      await ask(session, 'close_deal', { id: dealId, version: 1, status: 'won' })
      await expectRefusal(() => move(session, third!.id, 2), 'PT409', 'deal_closed')
    }))

  it('tells the second of two who move it at once', async () => {
    const own = randomUUID()
    await saveDeal(db, {}, { id: own })
    const [, second, third] = await stages(db)
    const { done, refused } = await race([move(db, second!.id, 1, own), move(db, third!.id, 1, own)])
    expect([done.length, refused]).toEqual([1, ['changed_meanwhile']])
    expect(await getDeal(db, own)).toMatchObject({ version: 2, stage_id: done[0]!.stage_id })
  })

  itIsForSellers(
    db,
    (sql) => sql`select public.move_deal(${aurora.id}, gen_random_uuid(), 1, gen_random_uuid())`,
  )
})
