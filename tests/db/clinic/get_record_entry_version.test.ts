import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import {
  doc,
  endCare,
  entryId,
  helena,
  inCare,
  others,
  reads,
  saveEntry,
  withRecord,
} from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const get = (session: Parameters<typeof saveEntry>[0], version: number, as: Email = helena) =>
  answer<{ version: object; before: object | null }>(
    session,
    'get_record_entry_version',
    { p_id: entryId, p_version: version },
    as,
  )

describe('get_record_entry_version', () => {
  it('gives a version and the one before it, noted as read', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Dois') })
      await saveEntry(session, { version: 2, content: doc('Três'), keeps: true })
      expect(await get(session, 3)).toMatchObject({
        version: { version: 3, content: doc('Três') },
        before: { version: 2, content: doc('Dois') },
      })
      expect((await get(session, 1)).before).toBeNull()
      expect(await reads(session)).toMatchObject([{ entry_id: entryId }, { entry_id: entryId }])
      await expectRefusal(() => get(session, 4), 'PT404', 'entry_not_found')
    }))

  it.each(others)('has none for %s', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => get(session, 1, as), 'PT404', 'entry_not_found')
    }),
  )

  it('has none for whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await endCare(session, helena)
      await expectRefusal(() => get(session, 1), 'PT404', 'entry_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.get_record_entry_version(${aurora.id}, ${entryId}, 1)`,
    withRecord,
  )
})
