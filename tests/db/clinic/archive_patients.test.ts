import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const otherId = '0a000000-0000-4000-8000-000000000002'

const archive = (session: Session, ids: string[], archived: boolean) =>
  session.asUser('recepcao@aurora.test', async (sql) => {
    const rows = await sql<{ id: string }[]>`
      select archive_patients as id from public.archive_patients(${aurora.id}, ${ids}, ${archived})`
    return rows.map(({ id }) => id).sort()
  })
const archived = (session: Session) =>
  session.asUser('recepcao@aurora.test', async (sql) => {
    const rows = await sql<{ id: string }[]>`select id from public.list_patients(${aurora.id}, null, true)`
    return rows.map(({ id }) => id).sort()
  })

describe('archive_patients', () => {
  it('takes several off the lists at once, and answers whom that changed', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await savePatient(session, { id: otherId, patient: { full_name: 'Bruna Dias' } })
      expect(await archive(session, [patientId], true)).toEqual([patientId])
      expect(await archive(session, [patientId, otherId, randomUUID()], true)).toEqual([otherId])
      expect(await archived(session)).toEqual([patientId, otherId])
      expect(await archive(session, [otherId], false)).toEqual([otherId])
      expect(await archived(session)).toEqual([patientId])
    }))

  it('tells open screens once, and nobody when nothing changed', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const before = (await broadcastsOf(session)).length
      await archive(session, [patientId], true)
      await archive(session, [patientId], true)
      expect((await broadcastsOf(session)).slice(before)).toEqual([
        { event: 'patient', payload: { ids: [patientId] } },
      ])
    }))

  it('does not know the patients of another clinic', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await session.asUser(
        'admin@horizonte.test',
        (sql) => sql`select public.archive_patients(${horizonte.id}, ${[patientId]}, true)`,
      )
      expect(await archived(session)).toEqual([])
    }))

  it('refuses more than two hundred', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const ids = [patientId, ...Array.from({ length: 200 }, () => randomUUID())]
      await expectRefusal(() => archive(session, ids, true), 'PT400', 'too_many_patients')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.archive_patients(${aurora.id}, ${[patientId]}, true)`,
    savePatient,
  )
})
