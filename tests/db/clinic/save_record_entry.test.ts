import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { expectError } from '../support/expect-error.ts'
import { patientId, savePatient } from '../support/patients.ts'
import {
  addToCare,
  doc,
  endCare,
  entryId,
  helena,
  inCare,
  listEntries,
  others,
  otherEntryId,
  saveEntry,
  sueli,
  withRecord,
} from '../support/record.ts'

const db = await createDatabase()

const versions = (session: Parameters<typeof saveEntry>[0]) =>
  session.asPostgres((sql) => sql`select version, content from public.record_entry_versions order by version`)

describe('save_record_entry', () => {
  it('begins an entry and goes on with it, version by version', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const first = await saveEntry(session, {
        entry: { title: '  Primeira   sessão ', occurred_on: '2026-01-02' },
      })
      expect(first).toMatchObject({
        id: entryId,
        patient_id: patientId,
        kind: 'progress_note',
        title: 'Primeira sessão',
        occurred_on: '2026-01-02',
        author_id: people[helena].id,
        author_name: 'Helena Terapeuta',
        version: 1,
        signed_at: null,
        is_mine: true,
      })
      const next = await saveEntry(session, { version: 1, content: doc('Chegou bem.', 'Dormiu pouco.') })
      expect(next).toMatchObject({ version: 2, content: doc('Chegou bem.', 'Dormiu pouco.') })
    }))

  it('takes a repetition for what it is, even an old one', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Dois') })
      expect((await saveEntry(session, { version: 1, content: doc('Dois') })).version).toBe(2)
      expect((await saveEntry(session, { content: doc('Dois') })).version).toBe(2)
    }))

  it('has several entries a day', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { id: otherEntryId, content: doc('À tarde.') })
      expect((await listEntries(session)).entries.map(({ id }) => id)).toEqual([otherEntryId, entryId])
    }))

  it('tells the second of two devices that the text changed', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Do celular') })
      await expectRefusal(
        () => saveEntry(session, { version: 1, content: doc('Do computador') }),
        'PT409',
        'changed_meanwhile',
      )
    }))

  it('keeps the first version, those that are asked for, and one every ten minutes; none of them changes or goes', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Dois') })
      await saveEntry(session, { version: 2, content: doc('Três'), keeps: true })
      await saveEntry(session, { version: 3, content: doc('Três'), keeps: true })
      expect(await versions(session)).toMatchObject([
        { version: 1, content: doc('Chegou bem.') },
        { version: 2, content: doc('Dois') },
        { version: 3, content: doc('Três') },
      ])
      for (const table of ['record_entry_versions', 'record_reads', 'record_entries']) {
        await saveEntry(session, { version: 3, content: doc('Três') })
        await listEntries(session)
        if (table !== 'record_entries')
          await expectError(
            session.asPostgres((sql) => sql`update public.${sql(table)} set tenant_id = gen_random_uuid()`),
            'PT409',
            'record_is_kept',
          )
        await expectError(
          session.asPostgres((sql) => sql`delete from public.${sql(table)}`),
          'PT409',
          'record_is_kept',
        )
      }
    }))

  it('keeps a version again after ten minutes of writing', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await session.asPostgres(async (sql) => {
        await sql`alter table public.record_entry_versions disable trigger user`
        await sql`update public.record_entry_versions set saved_at = now() - interval '11 minutes'`
        await sql`alter table public.record_entry_versions enable trigger user`
      })
      await saveEntry(session, { version: 1, content: doc('Dois') })
      expect((await versions(session)).map(({ version }) => version)).toEqual([1, 2])
    }))

  it.each(others)('refuses %s, who does not treat the patient', (as) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => saveEntry(session, { as, id: otherEntryId }), 'PT403', 'not_treating')
      await expectRefusal(() => saveEntry(session, { as, id: entryId, version: 1 }), 'PT403', 'not_treating')
    }),
  )

  it('refuses a colleague of the team who is not the author', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session)
      await expectRefusal(
        () => saveEntry(session, { as: sueli, version: 1, content: doc('Outro') }),
        'PT403',
        'not_the_author',
      )
    }))

  it('refuses whoever treated the patient before', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await endCare(session, helena)
      await expectRefusal(
        () => saveEntry(session, { version: 1, content: doc('Mais') }),
        'PT403',
        'not_treating',
      )
    }))

  it('refuses what is signed', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(
        () => saveEntry(session, { version: 1, content: doc('Mais') }),
        'PT409',
        'entry_locked',
      )
    }))

  it('takes an addendum to what is signed, of anybody in the team', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await addToCare(session, sueli)
      await saveEntry(session, {
        as: sueli,
        id: otherEntryId,
        content: doc('Corrijo a data.'),
        entry: { kind: 'addendum', addendum_to: entryId },
      })
      const [entry] = (await listEntries(session)).entries
      expect(entry).toMatchObject({
        id: entryId,
        addenda: [{ id: otherEntryId, author_name: 'Sueli Supervisora' }],
      })
      expect((await listEntries(session)).entries).toHaveLength(1)
    }))

  it('takes no addendum to a draft, to an addendum or to nothing', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      const add = (to: string | null) =>
        saveEntry(session, { id: otherEntryId, entry: { kind: 'addendum', addendum_to: to } })
      for (const to of [entryId, otherEntryId, null, 'x'])
        await expectRefusal(() => add(to), 'PT409', 'addendum_needs_signed_entry')
    }))

  const deep = (levels: number): object =>
    levels === 0 ? { type: 'text', text: 'x' } : { type: 'blockquote', content: [deep(levels - 1)] }
  it.each<[string, unknown, string]>([
    ['nothing', null, 'record_content_invalid'],
    ['a text', 'oi', 'record_content_invalid'],
    ['a list', [], 'record_content_invalid'],
    ['another root', { type: 'paragraph' }, 'record_content_invalid'],
    ['content that is no list', { type: 'doc', content: {} }, 'record_content_invalid'],
    ['a child that is no node', { type: 'doc', content: ['<script>'] }, 'record_content_invalid'],
    ['a node without a type', { type: 'doc', content: [{ text: 'x' }] }, 'record_content_invalid'],
    [
      'a text that is an object',
      { type: 'doc', content: [{ type: 'text', text: {} }] },
      'record_content_invalid',
    ],
    [
      'marks that are no list',
      { type: 'doc', content: [{ type: 'text', text: 'x', marks: 'bold' }] },
      'record_content_invalid',
    ],
    ['a chasm', { type: 'doc', content: [deep(40)] }, 'record_content_invalid'],
    [
      'too many nodes',
      { type: 'doc', content: Array<object>(10_001).fill({ type: 'p' }) },
      'record_content_invalid',
    ],
    ['too much', doc('x'.repeat(262_144)), 'record_too_long'],
  ])('refuses as content: %s', (_, content, code) =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await expectRefusal(() => saveEntry(session, { content }), 'PT400', code)
    }),
  )

  it('keeps a node that it does not know as it came: readers show its text', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const content = { type: 'doc', content: [{ type: 'iframe', attrs: { src: 'javascript:alert(1)' } }] }
      expect((await saveEntry(session, { content })).content).toEqual(content)
    }))

  it.each<[string, object, string]>([
    ['a kind that is none', { kind: 'receipt' }, 'record_kind_invalid'],
    ['a day to come', { occurred_on: '2999-01-01' }, 'invalid_date'],
    ['a day that is none', { occurred_on: '2026-02-30' }, 'invalid_date'],
  ])('refuses %s', (_, entry, code) =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await expectRefusal(() => saveEntry(session, { entry }), 'PT400', code)
    }),
  )

  it('knows no patient and no entry of another clinic', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => saveEntry(session), 'PT404', 'patient_not_found')
    }))

  it('does not move an entry to another patient', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await savePatient(session, { id: otherEntryId })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.add_care_team(${aurora.id}, ${otherEntryId}, ${people[helena].id})`,
      )
      await expectRefusal(
        () =>
          session.asUser(
            helena,
            (sql) => sql`
          select public.save_record_entry(${aurora.id}, ${otherEntryId}, ${entryId}, 1, ${sql.json({ content: doc('x') })})`,
          ),
        'PT409',
        'client_id_in_use',
      )
    }))

  it('tells open screens that a record changed, and nothing of it', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      const rows = await session.asPostgres(
        (sql) => sql`select payload from realtime.messages where event = 'record'`,
      )
      expect(rows).toEqual([{ payload: { patient_id: patientId, entry_id: entryId } }])
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.save_record_entry(${aurora.id}, ${patientId}, ${entryId}, null, ${sql.json({ content: doc('x') })})`,
    withRecord,
  )
})
