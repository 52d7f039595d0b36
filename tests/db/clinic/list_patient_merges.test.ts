import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  mergedId,
  mergeId,
  mergePatients,
  survivorId,
  twoPatients,
  undoMerge,
  type Merge,
} from '../support/merges.ts'

const db = await createDatabase()
const list = async (session: Session, patient: string | null = null, before: object | null = null) => {
  const rows = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ merge: Merge }[]>`
      select * from public.list_patient_merges(${aurora.id}, ${patient}, ${before === null ? null : sql.json(before as never)}) as merge`,
  )
  return rows.map(({ merge }) => merge)
}

describe('list_patient_merges', () => {
  it('has what can be undone, of the clinic and of the one who survived', () =>
    db.rolledBack(async (session) => {
      await twoPatients(session)
      const merge = await mergePatients(session)
      expect(await list(session)).toEqual([merge])
      expect(await list(session, survivorId)).toEqual([merge])
      expect(await list(session, mergedId)).toEqual([])
      expect(await list(session, null, merge)).toEqual([])
      await undoMerge(session, mergeId)
      expect(await list(session)).toEqual([])
    }))

  it('refuses who may not merge', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asUser(
            'terapeuta@aurora.test',
            (sql) => sql`select public.list_patient_merges(${aurora.id})`,
          ),
        'PT403',
        'forbidden',
      ),
    ))

  itIsForMembers(db, (sql) => sql`select public.list_patient_merges(${aurora.id})`)
})
