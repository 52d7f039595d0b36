import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

import { patientId } from '../support/patients.ts'
import {
  addToCare,
  endCare,
  entryId,
  helena,
  inCare,
  saveEntry,
  signEntry,
  sueli,
} from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()
const pending = (session: Parameters<typeof call>[0], as: Email = helena) =>
  call<{ what: string }>(session, 'list_pending_entries', {}, as)

describe('list_pending_entries', () => {
  it('names what the caller has not signed, while they treat the patient', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session)
      expect(await pending(session)).toMatchObject([
        {
          what: 'draft',
          entry_id: entryId,
          patient_id: patientId,
          patient_name: 'Mariana Souza',
          kind: 'progress_note',
        },
      ])
      expect(JSON.stringify(await pending(session))).not.toContain('Chegou')
      for (const as of [sueli, 'dona@aurora.test', 'recepcao@aurora.test'] as const)
        expect(await pending(session, as)).toEqual([])
      await endCare(session, helena)
      expect(await pending(session)).toEqual([])
      await addToCare(session, helena)
      await signEntry(session)
      expect(await pending(session)).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_pending_entries(${aurora.id})`)
})
