import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import type { Session } from '../support/database.ts'
import { itIsForSellers, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('list_leads', () => {
  const names = async (session: Session, args = {}) =>
    (await ask<{ full_name: string }[]>(session, 'list_leads', args)).map((row) => row.full_name)

  it('lists open leads, the newest or the most promising first', () =>
    db.rolledBack(async (session) => {
      await saveLead(
        session,
        { full_name: 'Ana Reis', email: 'a@exemplo.test', company: 'Sol' },
        { id: randomUUID() },
      )
      await saveLead(session, { full_name: 'Bia Reis', email: 'b@exemplo.test' }, { id: randomUUID() })
      await saveLead(
        session,
        { full_name: 'Caio Reis', email: 'c@exemplo.test', status: 'discarded' },
        { id: randomUUID() },
      )
      expect(await names(session)).toEqual(['Bia Reis', 'Ana Reis'])
      expect(await names(session, { sort: 'score' })).toEqual(['Ana Reis', 'Bia Reis'])
      for (const sort of ['newest', 'score']) {
        const rows = await ask<{ full_name: string }[]>(session, 'list_leads', {
          sort,
          where: { status: 'all' },
        })
        expect(await names(session, { sort, where: { status: 'all' }, after: rows[0] })).toEqual(
          rows.slice(1).map((row) => row.full_name),
        )
      }
      expect(await names(session, { where: { status: 'discarded' } })).toEqual(['Caio Reis'])
      expect(await names(session, { search: 'bia' })).toEqual(['Bia Reis'])
      await expectRefusal(() => names(session, { sort: 'cor' }), 'PT400', 'invalid_filter')
    }))

  itIsForSellers(db, (sql) => sql`select public.list_leads(${aurora.id})`)
})
