import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { documents } from '../support/receipts.ts'

const db = await createDatabase()
const save = (session: Parameters<typeof ask>[0], settings: object) =>
  ask(session, 'save_fiscal_settings', { settings }, 'dona@aurora.test')

describe('save_fiscal_settings', () => {
  it('keeps the clinic as papers name it, and what is missing is the clinic’s own', () =>
    db.rolledBack(async (session) => {
      expect(
        await save(session, {
          legal_name: 'Aurora Ltda.',
          document: '12.ABC.345/01DE-35',
          issues_invoices: true,
        }),
      ).toMatchObject({
        clinic: { legal_name: 'Aurora Ltda.', document: documents.clinic, issues_invoices: true },
      })
      expect(await save(session, { iss_basis_points: 500 })).toMatchObject({
        clinic: {
          legal_name: null,
          issues_invoices: false,
          iss_basis_points: 500,
          on_paper: { kind: 'clinic' },
        },
      })
    }))

  it.each([
    [{ document: '12.ABC.345/01DE-36' }, 'invalid_cpf_cnpj'],
    [{ service_item: '17.01' }, 'invalid_fiscal_settings'],
    [{ iss_basis_points: 501 }, 'invalid_fiscal_settings'],
    [{ legal_name: 'A' }, 'invalid_name'],
  ])('refuses %j', (settings, code) =>
    db.rolledBack((session) => expectError(save(session, settings), 'PT400', code)),
  )
})

itIsForAdmins(db, (sql) => callAgenda(sql, 'select %s', 'save_fiscal_settings', { settings: {} }))
