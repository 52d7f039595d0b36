import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  endCare,
  entryId,
  helena,
  inCare,
  listEntries,
  saveEntry,
  signEntry,
  sueli,
  withRecord,
  type Entry,
} from '../support/record.ts'
import { answer, call } from '../support/workspace.ts'

const db = await createDatabase()
type AnySession = Parameters<typeof saveEntry>[0]

const countersign = (session: AnySession, as: Email = sueli) =>
  answer<Entry>(session, 'countersign_record_entry', { p_id: entryId }, as)

/** An entry that waits for Sueli. */
async function waiting(session: AnySession): Promise<void> {
  await inCare(session)
  await saveEntry(session)
  await signEntry(session)
  await session.asPostgres(
    (sql) => sql`update public.record_entries set countersigner_id = ${people[sueli].id}`,
  )
}

describe('countersign_record_entry', () => {
  it('lets the supervisor read and sign what waits for them, once', () =>
    db.rolledBack(async (session) => {
      await waiting(session)
      const { access, entries } = await listEntries(session, sueli)
      expect({ access, awaits: entries[0]!.awaits_me }).toEqual({ access: 'supervises', awaits: true })
      expect(await call(session, 'list_pending_entries', {}, sueli)).toMatchObject([
        { what: 'countersign', entry_id: entryId, author_name: 'Helena Terapeuta' },
      ])
      const signed = await countersign(session)
      expect(signed).toMatchObject({ countersigned_name: 'Sueli Supervisora', awaits_me: false })
      expect(signed.countersigned_at).not.toBeNull()
      await expectError(
        session.asPostgres((sql) => sql`update public.record_entries set countersigned_name = 'Outra'`),
        'PT409',
        'entry_locked',
      )
    }))

  it('works after the trainee left the patient', () =>
    db.rolledBack(async (session) => {
      await waiting(session)
      await endCare(session, helena)
      expect((await countersign(session)).countersigned_at).not.toBeNull()
    }))

  it('refuses the author', () =>
    db.rolledBack(async (session) => {
      await waiting(session)
      await expectRefusal(session, () => countersign(session, helena), 'PT403', 'not_the_supervisor')
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test'])(
    'has nothing to sign for %s',
    (as) =>
      db.rolledBack(async (session) => {
        await waiting(session)
        await expectRefusal(session, () => countersign(session, as), 'PT404', 'entry_not_found')
      }),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.countersign_record_entry(${aurora.id}, ${entryId})`,
    withRecord,
  )
})
