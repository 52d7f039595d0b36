import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { expectError, insufficientPrivilege } from '../support/expect-error.ts'
import { patientId } from '../support/patients.ts'
import {
  addToCare,
  breakGlass,
  doc,
  endCare,
  entryId,
  helena,
  inCare,
  listEntries,
  noteId,
  others,
  otherEntryId,
  reads,
  saveEntry,
  signEntry,
  sueli,
  withRecord,
} from '../support/record.ts'

const db = await createDatabase()
const id = (n: number) => entryId.slice(0, -2) + String(10 + n)

describe('list_record_entries', () => {
  it('gives the treating team the record, the latest day first, and notes each entry as read', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await addToCare(session, sueli)
      await saveEntry(session, {
        as: sueli,
        id: otherEntryId,
        entry: { occurred_on: '2026-01-02', kind: 'anamnesis' },
      })
      const page = await listEntries(session, sueli)
      expect(page).toMatchObject({
        access: 'treats',
        has_more: false,
        entries: [
          { id: entryId, content: doc('Chegou bem.'), is_mine: false },
          { id: otherEntryId, kind: 'anamnesis', is_mine: true },
        ],
      })
      const noted = (await reads(session)).filter(({ user_id }) => user_id === people[sueli].id)
      expect(noted.map(({ entry_id }) => entry_id).sort()).toEqual([entryId, otherEntryId])
      expect(new Set(noted.map(({ kind }) => kind))).toEqual(new Set(['read']))
      await listEntries(session, sueli)
      expect((await reads(session)).filter(({ user_id }) => user_id === people[sueli].id)).toHaveLength(4)
    }))

  it('goes on after an entry', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      for (const n of [1, 2, 3, 4, 5])
        await saveEntry(session, { id: id(n), entry: { occurred_on: `2026-01-0${n}` } })
      const seen: string[] = []
      let before: string | null = null
      for (let more = true; more;) {
        const page = await listEntries(session, helena, { p_before_id: before, p_limit: 2 })
        seen.push(...page.entries.map((entry) => entry.id))
        before = seen.at(-1)!
        more = page.has_more
      }
      expect(seen).toEqual([5, 4, 3, 2, 1].map(id))
    }))

  it('filters by kind, author, day and state', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session, { id: id(1), entry: { occurred_on: '2026-01-01', kind: 'anamnesis' } })
      await saveEntry(session, { id: id(2), entry: { occurred_on: '2026-02-01' } })
      await saveEntry(session, { id: id(3), as: sueli, entry: { occurred_on: '2026-03-01' } })
      await signEntry(session, 1, helena, id(2))
      const found = async (where: object) =>
        (await listEntries(session, helena, { p_where: where })).entries.map((entry) => entry.id)
      expect(await found({ kind: 'anamnesis' })).toEqual([id(1)])
      expect(await found({ author_id: people[sueli].id })).toEqual([id(3)])
      expect(await found({ from: '2026-02-01', until: '2026-02-28' })).toEqual([id(2)])
      expect(await found({ state: 'signed' })).toEqual([id(2)])
      expect(await found({ state: 'draft' })).toEqual([id(3), id(1)])
      expect(await found({ state: 'waiting' })).toEqual([])
    }))

  it.each(others)('is closed to %s, who does not treat the patient', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => listEntries(session, as), 'PT403', 'record_closed')
    }),
  )

  it('is closed to whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await endCare(session, helena)
      await expectRefusal(() => listEntries(session), 'PT403', 'record_closed')
    }))

  it('is closed to a member who was removed, disabled or put to the reception', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      const set = (change: string) =>
        session.asPostgres((sql) =>
          sql.unsafe(
            `update public.tenant_members set ${change} where tenant_id = '${aurora.id}' and user_id = '${people[helena].id}'`,
          ),
        )
      await set("role = 'operator'")
      await expectRefusal(() => listEntries(session), 'PT403', 'record_closed')
      await set("role = 'therapist', status = 'disabled'")
      await expectRefusal(() => listEntries(session), 'PT403', 'not_a_member')
      await set("status = 'active'")
      await listEntries(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people[helena].id})`,
      )
      await expectRefusal(() => listEntries(session), 'PT403', 'not_a_member')
    }))

  it('says so when it is read in an emergency', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await breakGlass(session)
      expect(await listEntries(session, sueli)).toMatchObject({
        access: 'break_glass',
        entries: [{ id: entryId }],
      })
      expect((await reads(session)).at(-1)).toMatchObject({
        user_id: people[sueli].id,
        kind: 'break_glass',
        entry_id: entryId,
      })
    }))

  it.each(['record_entries', 'record_entry_versions', 'private_notes', 'record_reads', 'record_break_glass'])(
    'is the only way: nobody selects %s, nor does the secret API key',
    (table) =>
      db.rolledBack(async (session) => {
        await withRecord(session)
        for (const who of [helena, 'dona@aurora.test'] as const)
          await expectError(
            session.asUser(who, (sql) => sql`select from public.${sql(table)}`),
            insufficientPrivilege,
          )
        await expectError(
          session.asServiceRole((sql) => sql`select from public.${sql(table)}`),
          insufficientPrivilege,
        )
      }),
  )

  it('stays apart by the policies alone, were there a grant one day', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await session.asPostgres(
        (sql) => sql`grant select on public.record_entries, public.private_notes to authenticated`,
      )
      const seen = (as: Email) =>
        session.asUser(as, async (sql) =>
          [
            ...(await sql`select id from public.record_entries`),
            ...(await sql`select id from public.private_notes`),
          ].map((row) => row.id as string),
        )
      expect(await seen(helena)).toEqual([entryId, noteId])
      await addToCare(session, sueli)
      expect(await seen(sueli)).toEqual([entryId])
      for (const who of [
        'dona@aurora.test',
        'admin@aurora.test',
        'recepcao@aurora.test',
        'terapeuta@horizonte.test',
        'saas@zelo.test',
        'desligado@aurora.test',
      ] as const)
        expect(await seen(who)).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_record_entries(${aurora.id}, ${patientId})`, withRecord)
})
