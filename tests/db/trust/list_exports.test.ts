import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { listExports, openExport, readyExport, requestExport } from '../support/exports.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { treatedPatient, treating } from '../support/patient-files.ts'

const db = await createDatabase()

describe('list_exports', () => {
  itIsForMembers(db, (sql) => sql`select * from public.list_exports(${aurora.id})`)

  it('shows the own ones, and managers who asked for which', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await requestExport(session, { as: treating })
      await requestExport(session)
      expect(await listExports(session, treating)).toMatchObject([{ is_mine: true }])
      expect((await listExports(session)).map((each) => each.requested_by_name).sort()).toEqual(
        [people['dona@aurora.test'].name, people[treating].name].sort(),
      )
      expect(await listExports(session, 'recepcao@aurora.test')).toEqual([])
    }))
})

describe('open_export', () => {
  it('gives the file to whoever asked, until its time is over', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await readyExport(session)
      const opened = await openExport(session, id)
      expect(opened.name).toMatch(/^dados-da-pessoa-\d{4}-\d{2}-\d{2}\.zip$/)
      expect(opened.seconds).toBe(300)
      await expectRefusal(() => openExport(session, id, 'admin@aurora.test'), 'PT404', 'export_not_found')
      await session.asPostgres((sql) => sql`update public.exports set expires_at = now()`)
      await expectRefusal(() => openExport(session, id), 'PT410', 'export_expired')
      expect(await listExports(session)).toMatchObject([{ state: 'expired' }])
      const [left] = await session.asService(
        (sql) => sql`select app.take_export_leftovers(${aurora.id}, ${id}) as paths`,
      )
      expect(left).toEqual({ paths: [opened.path] })
    }))

  it('refuses whoever may no longer have it, and one that is not ready', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const waiting = await requestExport(session)
      await expectRefusal(() => openExport(session, waiting.id), 'PT409', 'export_not_ready')
      const { id } = await readyExport(session, treating)
      await session.asPostgres((sql) => sql`update public.care_team set ended_at = now()`)
      await expectRefusal(() => openExport(session, id, treating), 'PT403', 'forbidden')
    }))
})
