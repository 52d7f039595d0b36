import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { beginExport, cancelExport, completeExport, readyExport, requestExport } from '../support/exports.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { treatedPatient, treating } from '../support/patient-files.ts'

const db = await createDatabase()
const attempt = '0f000000-0000-4000-8000-0000000000a1'

describe('cancel_export', () => {
  itIsForMembers(db, (sql) => sql`select public.cancel_export(${aurora.id}, gen_random_uuid())`)

  it('ends one that is being built: its worker is told to stop, and its file is removed', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session)
      const task = await beginExport(session, id, attempt)
      expect((await cancelExport(session, id)).state).toBe('cancelled')
      const [said] = await session.asService(
        (sql) => sql`select app.note_export_progress(${aurora.id}, ${id}, ${attempt}, 1, 2) as goes_on`,
      )
      expect(said).toEqual({ goes_on: false })
      expect(await completeExport(session, id, attempt, task!.path)).toBe(false)
      const [left] = await session.asService(
        (sql) => sql`select app.take_export_leftovers(${aurora.id}, ${id}) as paths`,
      )
      expect(left).toEqual({ paths: [task!.path] })
    }))

  it('leaves one that is over as it is', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await readyExport(session)
      expect((await cancelExport(session, id)).state).toBe('ready')
    }))

  it('is for whoever asked and for managers', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session)
      await expectRefusal(() => cancelExport(session, id, treating), 'PT404', 'export_not_found')
      expect((await cancelExport(session, id, 'admin@aurora.test')).state).toBe('cancelled')
    }))
})
