import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForLeaders, leader, settings } from '../support/sales.ts'

const db = await createDatabase()

describe('save_lost_reasons', () => {
  it('offers what is named, in its order, and keeps what is used', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await ask(session, 'save_lost_reasons', { reasons: [{ id, name: 'Mudou de cidade' }] }, leader)
      expect((await settings(session)).lost_reasons).toEqual([{ id, name: 'Mudou de cidade' }])
      const [row] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from public.deal_lost_reasons where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ n: 5 })
      await expectRefusal(
        () => ask(session, 'save_lost_reasons', { reasons: [{ name: 'Sem id' }] }, leader),
        'PT400',
        'invalid_sale',
      )
    }))

  itIsForLeaders(db, (sql) => sql`select public.save_lost_reasons(${aurora.id}, '[]')`)
})
