import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  companyId,
  contactId,
  dealId,
  itIsForSellers,
  saveCompany,
  saveContact,
  saveDeal,
} from '../support/sales.ts'

const db = await createDatabase()

describe('get_company', () => {
  it('answers who works there and what is sold to it', () =>
    db.rolledBack(async (session) => {
      await saveCompany(session)
      await saveContact(session, { company_id: companyId })
      await saveDeal(session, { company_id: companyId })
      expect(await ask(session, 'get_company', { id: companyId })).toMatchObject({
        contacts: [{ id: contactId }],
        deals: [{ id: dealId, company_name: 'Padaria Sol' }],
      })
      await expectRefusal(
        () => ask(session, 'get_company', { id: randomUUID() }),
        'PT404',
        'company_not_found',
      )
    }))

  itIsForSellers(db, (sql) => sql`select public.get_company(${aurora.id}, gen_random_uuid())`)
})
