import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_intake_texts', () => {
  it('shows the current text of each purpose; consents are off until the clinic wants them', () =>
    db.rolledBack(async (session) => {
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.save_intake_text(${aurora.id}, 'care_contract', 1, 'Contrato', 'Novo.', true)`,
      )
      const texts = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select purpose, nature, version, is_used from public.list_intake_texts(${aurora.id})`,
      )
      expect([...texts]).toEqual([
        { purpose: 'privacy_notice', nature: 'notice', version: 1, is_used: true },
        { purpose: 'care_contract', nature: 'contract', version: 2, is_used: true },
        { purpose: 'guardian_authorisation', nature: 'authorisation', version: 1, is_used: true },
        ...['telehealth', 'ai', 'whatsapp_marketing', 'image', 'reimbursement_cid'].map((purpose) => ({
          purpose,
          nature: 'consent',
          version: 1,
          is_used: false,
        })),
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_intake_texts(${aurora.id})`)
})
