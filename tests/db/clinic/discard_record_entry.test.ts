import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import {
  addToCare,
  entryId,
  helena,
  inCare,
  listEntries,
  saveEntry,
  signEntry,
  sueli,
  summaryOf,
  withRecord,
} from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const discard = (session: Parameters<typeof saveEntry>[0], as: Email = helena) =>
  answer(session, 'discard_record_entry', { p_id: entryId }, as)

describe('discard_record_entry', () => {
  it('takes a draft out of the record, and keeps it', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await discard(session)
      expect((await listEntries(session)).entries).toEqual([])
      expect((await summaryOf(session)).entries).toBe(0)
      const [kept] = await session.asPostgres(
        (sql) => sql`
        select (select count(*)::int from public.record_entries) as entries, (select count(*)::int from public.record_entry_versions) as versions`,
      )
      expect(kept).toEqual({ entries: 1, versions: 1 })
      await expectRefusal(() => discard(session), 'PT404', 'entry_not_found')
    }))

  it('refuses what is signed, and drafts of colleagues', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session)
      await expectRefusal(() => discard(session, sueli), 'PT403', 'not_the_author')
      await signEntry(session)
      await expectRefusal(() => discard(session), 'PT409', 'entry_locked')
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', sueli, 'recepcao@aurora.test'])(
    'has nothing to discard for %s',
    (as) =>
      db.rolledBack(async (session) => {
        await inCare(session)
        await saveEntry(session)
        await expectRefusal(() => discard(session, as), 'PT404', 'entry_not_found')
      }),
  )

  itIsForMembers(db, (sql) => sql`select public.discard_record_entry(${aurora.id}, ${entryId})`, withRecord)
})
