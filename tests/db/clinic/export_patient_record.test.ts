import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { patientId } from '../support/patients.ts'
import {
  doc,
  endCare,
  entryId,
  helena,
  inCare,
  others,
  otherEntryId,
  reads,
  saveEntry,
  signEntry,
  withRecord,
} from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const copy = (session: Parameters<typeof saveEntry>[0], as: Email = helena) =>
  answer<Record<string, unknown>>(session, 'export_patient_record', { p_patient_id: patientId }, as)
const draftId = entryId.slice(0, -2) + '77'

describe('export_patient_record', () => {
  it('gives everything that is signed, counts drafts, names the private folder and withholds it', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await saveEntry(session, {
        id: otherEntryId,
        content: doc('Era terça.'),
        entry: { kind: 'addendum', addendum_to: entryId },
      })
      await signEntry(session, 1, helena, otherEntryId)
      await saveEntry(session, { id: draftId, content: doc('Rascunho.') })
      const record = await copy(session)
      expect(record).toMatchObject({
        clinic: 'Clínica Aurora',
        patient: { name: 'Mariana Souza' },
        team: [{ name: 'Helena Terapeuta' }],
        entries: [
          {
            id: entryId,
            content: doc('Chegou bem.'),
            addenda: [{ id: otherEntryId, content: doc('Era terça.') }],
          },
        ],
        drafts: 1,
        private_folder: 'withheld',
        copied_by: 'Helena Terapeuta',
      })
      expect(record['hash']).toMatch(/^[0-9a-f]{64}$/)
      expect(JSON.stringify(record)).not.toMatch(/Rascunho|Hipótese/)
    }))

  it('is noted as a copy, of an empty record too', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await copy(session)
      await saveEntry(session)
      await signEntry(session)
      await copy(session)
      const me = people[helena].id
      expect(await reads(session)).toEqual([
        { user_id: me, entry_id: null, note_id: null, kind: 'copy' },
        { user_id: me, entry_id: entryId, note_id: null, kind: 'copy' },
      ])
    }))

  it.each(others)('refuses %s, who does not treat the patient', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => copy(session, as), 'PT403', 'not_treating')
    }),
  )

  it('refuses whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await endCare(session, helena)
      await expectRefusal(() => copy(session), 'PT403', 'not_treating')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.export_patient_record(${aurora.id}, ${patientId})`,
    withRecord,
  )
})
