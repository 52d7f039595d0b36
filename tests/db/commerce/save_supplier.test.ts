import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockKeepers, saveSupplier, supplierId } from '../support/stock.ts'

const db = await createDatabase()

describe('save_supplier', () => {
  it('makes a supplier of a company that is known by its CNPJ, and leaves the company as it is', () =>
    db.rolledBack(async (session) => {
      const cnpj = '11222333000181'
      const company = randomUUID()
      await ask(session, 'save_company', {
        id: company,
        version: null,
        company: { name: 'Padaria Sol', cnpj },
      })
      expect(await saveSupplier(session, { cnpj, lead_days: 7 })).toMatchObject({
        id: company,
        name: 'Padaria Sol',
        lead_days: 7,
      })
    }))

  it('keeps one with phones and addresses, and archives it', () =>
    db.rolledBack(async (session) => {
      const saved = await saveSupplier(
        session,
        { terms: '28 dias' },
        { phones: [{ phone: '11 3456-7890' }], emails: [{ email: 'v@aromas.test' }] },
      )
      expect(saved).toMatchObject({
        id: supplierId,
        terms: '28 dias',
        emails: [{ email: 'v@aromas.test' }],
        open_orders: 0,
        archived_at: null,
      })
      expect((await saveSupplier(session, { archived: true })).archived_at).not.toBeNull()
      await expectRefusal(
        () => saveSupplier(session, { cnpj: '11222333000182' }),
        'PT400',
        'invalid_cpf_cnpj',
      )
    }))

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.save_supplier(${aurora.id}, gen_random_uuid(), '{"name": "Aromas"}')`,
  )
})
