import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { companyId, contactId, itIsForSellers, saveCompany, saveContact } from '../support/sales.ts'

const db = await createDatabase()

describe('archive_sales', () => {
  it('takes contacts out of the list and back, once', () =>
    db.rolledBack(async (session) => {
      await saveContact(session)
      const archive = (archived: boolean) =>
        ask(session, 'archive_sales', { entity: 'contact', ids: [contactId, contactId], archived })
      const listed = async () => (await ask<object[]>(session, 'list_contacts')).length
      expect([await archive(true), await archive(true), await listed()]).toEqual([1, 0, 0])
      expect([await archive(false), await listed()]).toEqual([1, 1])
      await expectRefusal(
        () => ask(session, 'archive_sales', { entity: 'patient', ids: [contactId] }),
        'PT400',
        'invalid_sale',
      )
    }))

  it('takes companies out of the list', () =>
    db.rolledBack(async (session) => {
      await saveCompany(session)
      expect(await ask(session, 'archive_sales', { entity: 'company', ids: [companyId] })).toBe(1)
      expect(await ask(session, 'list_companies')).toEqual([])
      expect(await ask(session, 'list_companies', { where: { archived: true } })).toMatchObject([
        { id: companyId },
      ])
    }))

  itIsForSellers(db, (sql) => sql`select public.archive_sales(${aurora.id}, 'contact', '{}')`)
})
