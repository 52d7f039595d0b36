import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { beginExport, completeExport, listExports, openExport, requestExport } from '../support/exports.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { former, treatedPatient, treating } from '../support/patient-files.ts'
import { patientId } from '../support/patients.ts'

const db = await createDatabase()
const first = '0f000000-0000-4000-8000-0000000000a1'
const second = '0f000000-0000-4000-8000-0000000000a2'

describe('request_export', () => {
  itIsForMembers(
    db,
    (sql) =>
      sql`select public.request_export(${aurora.id}, 'person', ${sql.json({ patient_id: patientId })})`,
    treatedPatient,
  )

  it.each(['dona@aurora.test', 'admin@aurora.test', treating] as const)('lets %s ask for a person', (as) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      expect(await requestExport(session, { as })).toMatchObject({
        state: 'queued',
        subject: { patient_id: patientId },
      })
    }),
  )

  it.each(['recepcao@aurora.test', former] as const)('refuses %s, who neither manages nor treats', (as) =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await expectRefusal(() => requestExport(session, { as }), 'PT403', 'forbidden')
    }),
  )

  it('refuses a kind and a patient that there is not', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      await expectRefusal(() => requestExport(session, { kind: 'all' }), 'PT400', 'unknown_export_kind')
      await expectRefusal(() => requestExport(session, { subject: {} }), 'PT404', 'patient_not_found')
    }))

  it('is one while it is being built, whoever presses twice', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const one = await requestExport(session)
      expect((await requestExport(session)).id).toBe(one.id)
      expect((await requestExport(session, { as: 'admin@aurora.test' })).id).not.toBe(one.id)
      expect((await listExports(session)).length).toBe(2)
      expect((await listExports(session, treating)).length).toBe(0)
    }))

  it('belongs to its asker alone', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session)
      await expectRefusal(
        () => requestExport(session, { as: 'admin@aurora.test', id }),
        'PT404',
        'export_not_found',
      )
    }))
})

describe('the attempts of a worker', () => {
  it('end it once: what an earlier one stored comes too late', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session)
      const early = await beginExport(session, id, first)
      const late = await beginExport(session, id, second)
      expect(await completeExport(session, id, first, early!.path)).toBe(false)
      expect(await completeExport(session, id, second, late!.path)).toBe(true)
      expect(await completeExport(session, id, second, late!.path)).toBe(false)
      expect(await beginExport(session, id, first)).toBeNull()
      expect((await openExport(session, id)).path).toBe(late!.path)
    }))

  it('fail it when whoever asked may no longer have it', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session, { as: treating })
      await session.asPostgres((sql) => sql`update public.care_team set ended_at = now()`)
      expect(await beginExport(session, id, first)).toBeNull()
      expect(await listExports(session)).toMatchObject([{ state: 'failed', failure: 'forbidden' }])
    }))

  it('fail it after the last of them', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const { id } = await requestExport(session)
      await beginExport(session, id, first)
      await session.asService(
        (sql) => sql`
          select app.fail_job(j.tenant_id, j.id, j.lease_token, 'storage_failed', true, 0) from app.jobs j where j.dedupe_key = ${`export:${id}`}`,
      )
      expect(await listExports(session)).toMatchObject([{ state: 'failed', failure: 'storage_failed' }])
      // and asking again begins another
      expect((await requestExport(session)).id).not.toBe(id)
    }))
})
