import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { expectError } from '../support/expect-error.ts'
import { patientId } from '../support/patients.ts'
import {
  addToCare,
  breakGlass,
  doc,
  endCare,
  helena,
  listNotes,
  noteId,
  others,
  reads,
  sueli,
  withRecord,
} from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_private_notes', () => {
  it('gives the author their own, noted as read where only they see it', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      expect(await listNotes(session)).toMatchObject([{ id: noteId, content: doc('Hipótese.') }])
      expect((await reads(session)).at(-1)).toEqual({
        user_id: people[helena].id,
        entry_id: null,
        note_id: noteId,
        kind: 'read',
      })
      expect(
        await call(session, 'list_record_reads', { p_patient_id: patientId }, 'dona@aurora.test'),
      ).toEqual([])
    }))

  it('gives a colleague of the team nothing of it', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await addToCare(session, sueli)
      expect(await listNotes(session, sueli)).toEqual([])
    }))

  it.each(others)('is closed to %s', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => listNotes(session, as), 'PT403', 'not_treating')
    }),
  )

  it('is closed in an emergency, and to its author once the care ended', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await breakGlass(session)
      await expectRefusal(() => listNotes(session, sueli), 'PT403', 'not_treating')
      await endCare(session, helena)
      await expectRefusal(() => listNotes(session), 'PT403', 'not_treating')
    }))

  it('is in no answer that anybody else gets', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await addToCare(session, sueli)
      for (const [name, args] of [
        ['list_record_entries', { p_patient_id: patientId }],
        ['get_record_summary', { p_patient_id: patientId }],
        ['export_patient_record', { p_patient_id: patientId }],
        ['list_record_reads', { p_patient_id: patientId }],
        ['list_pending_entries', {}],
      ] as const) {
        const said = JSON.stringify(await call(session, name, args, sueli))
        expect(said).not.toContain('Hipótese')
        expect(said).not.toContain(noteId)
      }
    }))

  it('gives nobody else a note by changing whose it is, nor loses one', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectError(
        session.asPostgres((sql) => sql`update public.private_notes set author_id = ${people[sueli].id}`),
        'PT409',
        'record_is_kept',
      )
      await expectError(
        session.asPostgres((sql) => sql`delete from public.private_notes`),
        'PT409',
        'record_is_kept',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.list_private_notes(${aurora.id}, ${patientId})`, withRecord)
})
