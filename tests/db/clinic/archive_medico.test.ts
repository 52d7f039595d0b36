import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { medicoId, saveMedico } from '../support/patients.ts'

const db = await createDatabase()

describe('archive_medico', () => {
  it('takes a doctor off the list and brings them back', () =>
    db.rolledBack(async (session) => {
      await saveMedico(session)
      const listed = (archived: boolean) =>
        session.asUser('recepcao@aurora.test', async (sql) => {
          await sql`select public.archive_medico(${aurora.id}, ${medicoId}, ${archived})`
          return sql`select full_name from public.list_medicos(${aurora.id}, null, ${archived})`
        })
      expect(await listed(true)).toEqual([{ full_name: 'Paulo Reis' }])
      expect(await listed(false)).toEqual([{ full_name: 'Paulo Reis' }])
      await expectError(
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.archive_medico(${aurora.id}, ${aurora.id}, true)`,
        ),
        'PT404',
        'medico_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.archive_medico(${aurora.id}, ${medicoId}, true)`, saveMedico)
})
