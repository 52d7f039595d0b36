import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { patientId } from '../support/patients.ts'
import {
  addToCare,
  breakGlass,
  endCare,
  helena,
  listEntries,
  listNotes,
  saveEntry,
  sueli,
  withRecord,
} from '../support/record.ts'
import { answer, call } from '../support/workspace.ts'

const db = await createDatabase()
const list = (session: Parameters<typeof saveEntry>[0], as: Email) =>
  call<{ user_name: string; kind: string; entries: number; reason: string | null }>(
    session,
    'list_record_reads',
    { p_patient_id: patientId },
    as,
  )

describe('list_record_reads', () => {
  it('says who read, copied or opened the record; pages and reloads of a minute are one', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await listEntries(session)
      await listEntries(session)
      await listNotes(session)
      await answer(session, 'export_patient_record', { p_patient_id: patientId }, helena)
      await breakGlass(session)
      await listEntries(session, sueli)
      for (const as of ['dona@aurora.test', 'admin@aurora.test', helena] as const)
        expect(
          (await list(session, as)).map((row) => [row.user_name, row.kind, row.entries, row.reason]),
        ).toEqual([
          ['Sueli Supervisora', 'break_glass', 1, null],
          ['Sueli Supervisora', 'opened', 0, 'Crise na sala de espera.'],
          ['Helena Terapeuta', 'copy', 1, null],
          ['Helena Terapeuta', 'read', 1, null],
        ])
    }))

  it('is closed to the reception, to other therapists, in an emergency and after the care ended', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => list(session, 'recepcao@aurora.test'), 'PT403', 'record_closed')
      await expectRefusal(() => list(session, sueli), 'PT403', 'record_closed')
      await breakGlass(session)
      await expectRefusal(() => list(session, sueli), 'PT403', 'record_closed')
      await addToCare(session, sueli)
      await list(session, sueli)
      await endCare(session, helena)
      await expectRefusal(() => list(session, helena), 'PT403', 'record_closed')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select * from public.list_record_reads(${aurora.id}, ${patientId})`,
    withRecord,
  )
})
