import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import type { Session } from '../support/database.ts'
import { itIsForSellers, saveDeal, stages, type Deal } from '../support/sales.ts'

const db = await createDatabase()

describe('list_deals', () => {
  const titles = async (session: Session, args = {}) =>
    (await ask<Deal[]>(session, 'list_deals', args)).map((row) => row.title)

  it('orders, pages, filters and searches', () =>
    db.rolledBack(async (session) => {
      const [, second] = await stages(session)
      for (const [n, title] of ['Alfa', 'Beta', 'Gama'].entries())
        await saveDeal(
          session,
          {
            title,
            value_cents: (n + 1) * 100,
            expected_on: n ? `2027-01-0${4 - n}` : null,
            stage_id: n === 2 ? second!.id : null,
          },
          { id: randomUUID() },
        )
      for (const [sort, order] of [
        ['newest', ['Gama', 'Beta', 'Alfa']],
        ['stage', ['Gama', 'Beta', 'Alfa']],
        ['value', ['Gama', 'Beta', 'Alfa']],
        ['title', ['Alfa', 'Beta', 'Gama']],
        ['expected', ['Gama', 'Beta', 'Alfa']],
      ] as const) {
        expect(await titles(session, { sort })).toEqual(order)
        const [first] = await ask<object[]>(session, 'list_deals', { sort, limit: 1 })
        expect(await titles(session, { sort, after: first })).toEqual(order.slice(1))
      }
      expect(await titles(session, { where: { stage: second!.id } })).toEqual(['Gama'])
      expect(await titles(session, { search: 'bet' })).toEqual(['Beta'])
      await expectRefusal(() => titles(session, { sort: 'cor' }), 'PT400', 'invalid_filter')
    }))

  it('marks what stands too long', () =>
    db.rolledBack(async (session) => {
      await saveDeal(session)
      expect(await titles(session, { where: { rotting: true } })).toEqual([])
      await session.asPostgres(
        (sql) =>
          sql`update public.deals set stage_since = now() - interval '4 days' where tenant_id = ${aurora.id}`,
      )
      expect(await ask(session, 'list_deals', { where: { rotting: true } })).toMatchObject([
        { is_rotting: true },
      ])
    }))

  itIsForSellers(db, (sql) => sql`select public.list_deals(${aurora.id})`)
})
