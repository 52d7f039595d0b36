import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { issue, treatedPatient } from '../support/patient-files.ts'

const db = await createDatabase()

describe('save_document_letterhead', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.save_document_letterhead(${aurora.id}, 'Campinas', 'Rua A, 1')`,
  )

  it('stands on documents that are issued from then on', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const before = await issue(session)
      await session.asUser(
        'admin@aurora.test',
        (sql) =>
          sql`select public.save_document_letterhead(${aurora.id}, ' Campinas ', E'Rua A, 1\n(19) 3232-1000')`,
      )
      expect(before).toMatchObject({ letterhead: null })
      expect(await issue(session)).toMatchObject({ letterhead: 'Rua A, 1\n(19) 3232-1000' })
    }))
})
