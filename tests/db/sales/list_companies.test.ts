import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { companyId, itIsForSellers, saveCompany, saveContact, saveDeal } from '../support/sales.ts'

const db = await createDatabase()

describe('list_companies', () => {
  it('pages by name, with people and open deals', () =>
    db.rolledBack(async (session) => {
      await saveCompany(session)
      await saveCompany(session, { name: 'Zinco' }, { id: randomUUID() })
      await saveContact(session, { company_id: companyId })
      await saveDeal(session, { company_id: companyId })
      const rows = await ask<object[]>(session, 'list_companies')
      expect(rows).toMatchObject([
        { name: 'Padaria Sol', contacts: 1, open_cents: 240000 },
        { name: 'Zinco', open_cents: 0 },
      ])
      expect(await ask(session, 'list_companies', { after: rows[0] })).toMatchObject([{ name: 'Zinco' }])
      expect(await ask(session, 'list_companies', { search: 'padar' })).toMatchObject([
        { name: 'Padaria Sol' },
      ])
    }))

  itIsForSellers(db, (sql) => sql`select public.list_companies(${aurora.id})`)
})
