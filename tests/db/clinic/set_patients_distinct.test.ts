import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mergedId, survivorId, twoPatients } from '../support/merges.ts'

const db = await createDatabase()
const tell = (session: Session, other = mergedId, distinct = true) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.set_patients_distinct(${aurora.id}, ${survivorId}, ${other}, ${distinct})`,
  )

describe('set_patients_distinct', () => {
  it('remembers a pair once, in whichever order, and forgets it', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await tell(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_patients_distinct(${aurora.id}, ${mergedId}, ${survivorId}, true)`,
      )
      const pairs = () => session.asPostgres((sql) => sql`select from public.patient_distinctions`)
      expect(await pairs()).toHaveLength(1)
      await tell(session, mergedId, false)
      expect(await pairs()).toHaveLength(0)
    }))

  it('refuses somebody with themselves, and nobody', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await expectRefusal(() => tell(session, survivorId), 'PT400', 'same_patient')
      await expectRefusal(() => tell(session, randomUUID()), 'PT404', 'patient_not_found')
    }))

  it('refuses who may not merge', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      await expectRefusal(
        () =>
          session.asUser(
            'terapeuta@aurora.test',
            (sql) => sql`select public.set_patients_distinct(${aurora.id}, ${survivorId}, ${mergedId}, true)`,
          ),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.set_patients_distinct(${aurora.id}, ${survivorId}, ${mergedId}, true)`,
    twoPatients,
  )
})
