import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { savePatient } from '../support/patients.ts'
import { itIsForSellers, saveContact } from '../support/sales.ts'

const db = await createDatabase()

describe('find_contact_matches', () => {
  it('finds contacts and patients by number and address, and says when it is sure', () =>
    db.rolledBack(async (session) => {
      await savePatient(session, { phones: [{ phone: '11 97777-0001' }] })
      await saveContact(session, { full_name: 'Nina Prado' }, { emails: [{ email: 'nina@exemplo.test' }] })
      const find = (name: string, phones: string[], emails: string[] = []) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`
            select entity, name, reasons, is_sure from public.find_contact_matches(${aurora.id}, ${name}, ${phones}, ${emails})`,
        )
      // a number alone may be a mother's
      expect(await find('Pedro Souza', ['11977770001'])).toEqual([
        { entity: 'patient', name: 'Mariana Souza', reasons: ['phone'], is_sure: false },
      ])
      expect(await find('mariana de souza', ['11977770001', 'nada'])).toMatchObject([{ is_sure: true }])
      expect(await find('Outra', [], ['NINA@exemplo.test'])).toMatchObject([
        { entity: 'contact', is_sure: true },
      ])
    }))

  itIsForSellers(db, (sql) => sql`select public.find_contact_matches(${aurora.id}, 'Ana')`)
})
