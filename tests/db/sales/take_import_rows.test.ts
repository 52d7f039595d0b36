import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  attempt,
  beginAttempt,
  cancelled,
  importOf,
  piece,
  queuedImport,
  startImport,
  takeRows,
  beginImport,
} from '../support/imports.ts'

const db = await createDatabase()
const later = '5f000000-0000-4000-8000-0000000000bb'

describe('take_import_rows', () => {
  it('writes a piece once, whoever sends it again', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      expect(await takeRows(session, piece(['Ana Prado'], 0, 2))).toEqual({ done: 1 })
      expect(await takeRows(session, piece(['Ana Prado'], 0, 2))).toEqual({ done: 1 })
      expect(await takeRows(session, piece(['Bia Reis'], 1, 2))).toEqual({ done: 2 })
      expect(await importOf(session)).toMatchObject({ created: 2, merged: 0, done: 2, total: 2 })
    }))

  it('takes nothing from a worker that lost its lease, and nothing once it is cancelled', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      expect(await beginAttempt(session, later)).toMatchObject({ done: 0 })
      expect(await takeRows(session, piece(['Ana Prado']))).toBeNull()
      expect(await takeRows(session, piece(['Ana Prado'], 0, 2), later)).toEqual({ done: 1 })
      await cancelled(session)
      expect(await takeRows(session, piece(['Bia Reis'], 1), later)).toBeNull()
      expect(await importOf(session)).toMatchObject({ state: 'cancelled', created: 1 })
    }))

  it('refuses by itself a row that the database does not take', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      expect(await takeRows(session, piece(['Ana Prado', 'x'.repeat(130), 'Bia Reis']))).toEqual({ done: 3 })
      expect(await importOf(session)).toMatchObject({ created: 2, rejected: 1 })
      const rows = await session.asPostgres((sql) => sql`select row_number, kinds from public.import_rows`)
      expect([...rows]).toEqual([{ row_number: 2, kinds: ['not_accepted'] }])
    }))

  it('writes only columns that its kind may fill', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      const rows = piece(['Ana Prado'])
      Object.assign(rows.rows[0]!.fields, {
        archived_at: '2026-01-01',
        tenant_id: attempt,
        version: '9',
        city: 'Natal',
      })
      await takeRows(session, rows)
      const [patient] = await session.asPostgres(
        (sql) =>
          sql`select tenant_id, archived_at, version, city from public.patients where full_name = 'Ana Prado'`,
      )
      expect(patient).toEqual({ tenant_id: aurora.id, archived_at: null, version: 1, city: 'Natal' })
    }))

  it('takes a patient who is written down as a contact as that patient', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      await takeRows(session, piece(['Ana Prado']))
      await session.asPostgres((sql) => sql`delete from public.imports`)
      await session.asPostgres((sql) => sql`delete from app.jobs`)
      await session.asPostgres((sql) => sql`delete from app.media_files`)
      await beginImport(session, { kind: 'contacts' })
      await startImport(session)
      await beginAttempt(session)
      const rows = piece(['Ana Prado'])
      expect(await takeRows(session, rows)).toEqual({ done: 1 })
      const [contact] = await session.asPostgres(
        (sql) =>
          sql`select c.patient_id = c.id as is_patient, (select count(*)::int from public.contact_phones) as phones from public.contacts c`,
      )
      expect(contact).toEqual({ is_patient: true, phones: 1 })
    }))
})
