import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, openAgenda, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { documents, helenaAsPerson } from '../support/receipts.ts'

const db = await createDatabase()

interface Settings {
  clinic: object | null
  therapists: { user_id: string; receives_as: string; document: string | null }[]
}

describe('get_fiscal_settings', () => {
  it('shows everybody to the desk, and a therapist the own row', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await helenaAsPerson(session)
      const all = await ask<Settings>(session, 'get_fiscal_settings')
      expect(all.clinic).toMatchObject({
        issues_invoices: false,
        service_item: '4.16',
        iss_basis_points: 200,
      })
      expect(
        all.therapists.map(({ user_id, receives_as, document }) => [user_id, receives_as, document]),
      ).toEqual(
        expect.arrayContaining([
          [helena, 'pf', documents.helena],
          [sueli, 'clinic', null],
        ]),
      )
      const own = await ask<Settings>(session, 'get_fiscal_settings', {}, 'terapeuta@aurora.test')
      expect(own.clinic).toBeNull()
      expect(own.therapists).toMatchObject([{ user_id: helena }])
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'get_fiscal_settings'))
