import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { medicoId, saveMedico } from '../support/patients.ts'

const db = await createDatabase()

describe('get_medico', () => {
  it('knows the doctor of the clinic, and nobody under another id', () =>
    db.rolledBack(async (session) => {
      await saveMedico(session)
      const get = (id: string) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.get_medico(${aurora.id}, ${id}) as person`,
        )
      expect(await get(medicoId)).toMatchObject([
        { person: { medico: { full_name: 'Paulo Reis' }, phones: [] } },
      ])
      await expectError(get(aurora.id), 'PT404', 'medico_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_medico(${aurora.id}, ${medicoId})`, saveMedico)
})
