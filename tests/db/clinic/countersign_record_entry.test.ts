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
  listNotes,
  otherEntryId,
  saveEntry,
  signEntry,
  sueli,
  withRecord,
  type Entry,
} from '../support/record.ts'
import { notificationsOf } from '../support/notifications.ts'
import { patientId } from '../support/patients.ts'
import { answer, call } from '../support/workspace.ts'

const db = await createDatabase()
type AnySession = Parameters<typeof saveEntry>[0]

const countersign = (session: AnySession, as: Email = sueli) =>
  answer<Entry>(session, 'countersign_record_entry', { p_id: entryId }, as)

/** Helena is Sueli's trainee. */
const supervised = (session: AnySession) =>
  session.asPostgres(
    (sql) => sql`
      insert into public.therapists (tenant_id, user_id, name, council, council_region, council_number, supervisor_id) values
        (${aurora.id}, ${people[sueli].id}, 'Sueli', 'CRP', '06', '54321', null),
        (${aurora.id}, ${people[helena].id}, 'Helena', null, null, null, ${people[sueli].id})`,
  )

/** An entry that waits for Sueli. */
async function waiting(session: AnySession): Promise<void> {
  await inCare(session)
  await supervised(session)
  await saveEntry(session)
  await signEntry(session)
}

describe('countersign_record_entry', () => {
  it('lets the supervisor read and sign what waits for them, once', () =>
    db.rolledBack(async (session) => {
      await waiting(session)
      expect(await notificationsOf(session, sueli)).toMatchObject([
        { kind: 'countersign', patient_id: patientId, preview: 'Helena Terapeuta' },
      ])
      const { access, entries } = await listEntries(session, sueli)
      expect({ access, awaits: entries[0]!.awaits_me }).toEqual({ access: 'supervises', awaits: true })
      expect(await call(session, 'list_pending_entries', {}, sueli)).toMatchObject([
        { what: 'countersign', entry_id: entryId, author_name: 'Helena Terapeuta' },
      ])
      const signed = await countersign(session)
      expect(signed).toMatchObject({
        countersigned_name: 'Sueli Supervisora',
        countersigned_council: 'CRP 06/54321',
        awaits_me: false,
      })
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

  it('lets the supervisor of whoever treats the patient read and add, and not write entries, copy or see private folders', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => listEntries(session, sueli), 'PT403', 'record_closed')
      await supervised(session)
      expect((await listEntries(session, sueli)).access).toBe('supervises')
      const addendum = { kind: 'addendum', addendum_to: entryId }
      await saveEntry(session, { as: sueli, id: otherEntryId, entry: addendum })
      expect(await signEntry(session, 1, sueli, otherEntryId)).toMatchObject({
        signer_council: 'CRP 06/54321',
      })
      const refused = [
        () => saveEntry(session, { as: sueli, id: aurora.id }),
        () => listNotes(session, sueli),
        () => answer(session, 'export_patient_record', { p_patient_id: patientId }, sueli),
      ]
      for (const call of refused) await expectRefusal(call, 'PT403', 'not_treating')
      await endCare(session, helena)
      await expectRefusal(() => listEntries(session, sueli), 'PT403', 'record_closed')
    }))

  it('waits for nobody where the supervisor left', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await supervised(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people[sueli].id})`,
      )
      await saveEntry(session)
      expect((await signEntry(session)).countersigner_id).toBeNull()
    }))

  it('refuses the author', () =>
    db.rolledBack(async (session) => {
      await waiting(session)
      await expectRefusal(() => countersign(session, helena), 'PT403', 'not_the_supervisor')
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test'])(
    'has nothing to sign for %s',
    (as) =>
      db.rolledBack(async (session) => {
        await waiting(session)
        await expectRefusal(() => countersign(session, as), 'PT404', 'entry_not_found')
      }),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.countersign_record_entry(${aurora.id}, ${entryId})`,
    withRecord,
  )
})
