import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answered } from '../support/intakes.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('list_consents', () => {
  it('shows what was accepted for a patient, with its proof', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await answered(session)
      const consents = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select * from public.list_consents(${aurora.id}, ${patientId})`,
      )
      expect(consents).toMatchObject([
        {
          purpose: 'privacy_notice',
          nature: 'notice',
          text_version: 1,
          signer_kinship: 'self',
          channel: 'intake_link',
          revoked_at: null,
        },
        {
          purpose: 'care_contract',
          nature: 'contract',
          title: 'Contrato de atendimento',
          signer_name: 'Mariana Souza',
        },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_consents(${aurora.id}, ${patientId})`)
})
