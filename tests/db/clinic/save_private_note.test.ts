import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { patientId } from '../support/patients.ts'
import {
  addToCare,
  breakGlass,
  doc,
  endCare,
  helena,
  inCare,
  listNotes,
  noteId,
  others,
  otherEntryId,
  saveNote,
  sueli,
  withRecord,
} from '../support/record.ts'

const db = await createDatabase()

describe('save_private_note', () => {
  it('keeps a note in the folder of its author, and goes on with it', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      expect(await saveNote(session)).toMatchObject({ id: noteId, version: 1, content: doc('Hipótese.') })
      expect(await saveNote(session)).toMatchObject({ version: 1 })
      expect(await saveNote(session, { version: 1, content: doc('Outra.') })).toMatchObject({ version: 2 })
      await expectRefusal(
        () => saveNote(session, { version: 1, content: doc('Do celular') }),
        'PT409',
        'changed_meanwhile',
      )
      expect(await listNotes(session)).toMatchObject([{ id: noteId, content: doc('Outra.') }])
    }))

  it('tells no screen of it', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const told = () => session.asPostgres((sql) => sql`select count(*)::int from realtime.messages`)
      const before = await told()
      await saveNote(session)
      expect(await told()).toEqual(before)
    }))

  it('does not let a colleague of the team write into it', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await addToCare(session, sueli)
      await expectRefusal(
        () => saveNote(session, { as: sueli, version: 1, content: doc('x') }),
        'PT404',
        'entry_not_found',
      )
      await saveNote(session, { as: sueli, id: otherEntryId })
      expect(await listNotes(session, sueli)).toMatchObject([{ id: otherEntryId }])
    }))

  it.each(others)('refuses %s, who does not treat the patient', (as) =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await expectRefusal(() => saveNote(session, { as }), 'PT403', 'not_treating')
    }),
  )

  it('refuses an emergency, and whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await breakGlass(session)
      await expectRefusal(() => saveNote(session, { as: sueli, id: otherEntryId }), 'PT403', 'not_treating')
      await endCare(session, helena)
      await expectRefusal(() => saveNote(session, { version: 1, content: doc('x') }), 'PT403', 'not_treating')
    }))

  it('refuses what is no document', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await expectRefusal(() => saveNote(session, { content: [] }), 'PT400', 'record_content_invalid')
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.save_private_note(${aurora.id}, ${patientId}, ${noteId}, 1, ${sql.json({ content: doc('x') })})`,
    withRecord,
  )
})
