import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { doc, endCare, entryId, helena, inCare, others, saveEntry, withRecord } from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()
const list = (session: Parameters<typeof saveEntry>[0], as: Email = helena) =>
  call<{ version: number }>(session, 'list_record_entry_versions', { p_id: entryId }, as)

describe('list_record_entry_versions', () => {
  it('names the versions, the latest first, without what they say', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Dois'), keeps: true })
      const rows = await list(session)
      expect(rows).toMatchObject([
        { version: 2, saved_by_name: 'Helena Terapeuta' },
        { version: 1, saved_by_name: 'Helena Terapeuta' },
      ])
      expect(JSON.stringify(rows)).not.toContain('Dois')
    }))

  it.each(others)('has none for %s', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => list(session, as), 'PT404', 'entry_not_found')
    }),
  )

  it('has none for whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await endCare(session, helena)
      await expectRefusal(() => list(session), 'PT404', 'entry_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select * from public.list_record_entry_versions(${aurora.id}, ${entryId})`,
    withRecord,
  )
})
