import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers, saveCompany } from '../support/sales.ts'

const db = await createDatabase()

describe('save_company', () => {
  it('keeps a company with its CNPJ once', () =>
    db.rolledBack(async (session) => {
      const cnpj = '11.222.333/0001-81'
      const { company } = await saveCompany(
        session,
        { cnpj, state: 'sp' },
        { phones: [{ phone: '11 3456-7890', type: 'work' }] },
      )
      expect(company).toMatchObject({ name: 'Padaria Sol', cnpj: '11222333000181', state: 'SP' })
      await expectRefusal(
        () => saveCompany(session, { cnpj }, { id: randomUUID() }),
        'PT409',
        'company_exists',
      )
      await expectRefusal(
        () => saveCompany(session, { cnpj: '11.222.333/0001-82' }),
        'PT400',
        'invalid_cpf_cnpj',
      )
      await expectRefusal(() => saveCompany(session), 'PT409', 'changed_meanwhile')
      const found = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select kind from public.search_global(${aurora.id}, 'padaria sol')`,
      )
      expect(found).toEqual([{ kind: 'company' }])
    }))

  itIsForSellers(
    db,
    (sql) => sql`select public.save_company(${aurora.id}, gen_random_uuid(), null, '{"name": "Padaria"}')`,
  )
})
