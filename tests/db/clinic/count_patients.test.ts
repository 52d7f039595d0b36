import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()

describe('count_patients', () => {
  it('counts who is there and who is archived, of what a search finds', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await savePatient(session, { id: randomUUID(), patient: { full_name: 'Bruna Dias' } })
      await savePatient(session, { id: randomUUID(), patient: { full_name: 'Bruno Dias' } })
      const counts = await session.asUser('recepcao@aurora.test', async (sql) => {
        await sql`select public.archive_patient(${aurora.id}, ${patientId}, true)`
        return sql`select public.count_patients(${aurora.id}) as every_one, public.count_patients(${aurora.id}, 'bru dias') as found`
      })
      expect(counts).toEqual([{ every_one: { active: 2, archived: 1 }, found: { active: 2, archived: 0 } }])
    }))

  it('counts what the filters of the list leave', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await savePatient(session, {
        id: randomUUID(),
        patient: { full_name: 'Bruna Dias', birth_date: '1990-03-05' },
      })
      const counts = await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.count_patients(${aurora.id}, null, ${sql.json({ missing: 'birth_date' })}) as found`,
      )
      expect(counts).toEqual([{ found: { active: 1, archived: 0 } }])
    }))

  it('refuses a filter that there is not', () =>
    db.rolledBack((session) =>
      expectError(
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select public.count_patients(${aurora.id}, null, ${sql.json({ age: 'x' })})`,
        ),
        'PT400',
        'invalid_filter',
      ),
    ))

  itIsForMembers(db, (sql) => sql`select public.count_patients(${aurora.id})`)
})
