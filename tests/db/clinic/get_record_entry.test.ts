import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import {
  addToCare,
  endCare,
  entryId,
  helena,
  noteId,
  others,
  reads,
  saveEntry,
  sueli,
  withRecord,
  otherEntryId,
  type Entry,
} from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const get = (session: Parameters<typeof saveEntry>[0], as: Email = helena, id = entryId) =>
  answer<Entry>(session, 'get_record_entry', { p_id: id }, as)

describe('get_record_entry', () => {
  it('gives one entry with its addenda, each noted as read', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await saveEntry(session, { id: otherEntryId, entry: { kind: 'addendum', addendum_to: entryId } })
      await addToCare(session, sueli)
      expect(await get(session, sueli)).toMatchObject({ id: entryId, addenda: [{ id: otherEntryId }] })
      const noted = (await reads(session)).filter(({ user_id }) => user_id === people[sueli].id)
      expect(noted.map(({ entry_id }) => entry_id).sort()).toEqual([entryId, otherEntryId])
    }))

  it.each(others)('has none for %s', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => get(session, as), 'PT404', 'entry_not_found')
    }),
  )

  it('has none for a former therapist, and none that is a private note', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => get(session, helena, noteId), 'PT404', 'entry_not_found')
      await endCare(session, helena)
      await expectRefusal(() => get(session), 'PT404', 'entry_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_record_entry(${aurora.id}, ${entryId})`, withRecord)
})
