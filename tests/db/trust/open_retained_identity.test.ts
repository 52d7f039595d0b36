import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { erase, finish, personName, plantPerson } from '../support/erasures.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('open_retained_identity', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.open_retained_identity(${aurora.id}, ${patientId}, 'Ordem judicial')`,
    (session) => savePatient(session),
  )

  it('gives who it was to managers, with a reason that is audited', () =>
    db.rolledBack(async (session) => {
      await plantPerson(session)
      const { id } = await erase(session)
      await finish(session, id)
      const open = (p_reason: string) =>
        answer<{ full_name: string }>(
          session,
          'open_retained_identity',
          { p_patient_id: patientId, p_reason },
          'dona@aurora.test',
        )
      await expectRefusal(() => open(''), 'PT400', 'reason_required')
      expect((await open('Ordem judicial 123')).full_name).toBe(personName)
      const [row] = await session.asPostgres(
        (sql) => sql`select reason from public.audit_logs where action = 'identity.opened'`,
      )
      expect(row).toEqual({ reason: 'Ordem judicial 123' })
    }))
})
