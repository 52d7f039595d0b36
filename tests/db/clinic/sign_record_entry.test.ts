import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { expectError } from '../support/expect-error.ts'
import {
  addToCare,
  doc,
  endCare,
  entryId,
  helena,
  inCare,
  listEntries,
  otherEntryId,
  saveEntry,
  signEntry,
  sueli,
  withRecord,
} from '../support/record.ts'

const db = await createDatabase()

describe('sign_record_entry', () => {
  it('locks what the author read, once', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Definitivo.') })
      const signed = await signEntry(session, 2)
      expect(signed).toMatchObject({ signer_name: 'Helena Terapeuta', version: 2, countersigner_id: null })
      expect(signed.signed_at).not.toBeNull()
      expect(signed.content_hash).toMatch(/^[0-9a-f]{64}$/)
      expect(await signEntry(session, 2)).toEqual(signed)
      expect(await signEntry(session, 1)).toEqual(signed)
    }))

  it('keeps what was signed as a version', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Definitivo.') })
      await signEntry(session, 2)
      const rows = await session.asPostgres(
        (sql) => sql`select version from public.record_entry_versions order by 1`,
      )
      expect(rows.map(({ version }) => version)).toEqual([1, 2])
    }))

  it.each([
    'content',
    'title',
    'kind',
    'occurred_on',
    'signed_at',
    'signer_name',
    'author_id',
    'content_hash',
    'version',
  ])('leaves no way to change the %s afterwards, not even in the database', (column) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      const changed: Record<string, unknown> = {
        content: doc('Outra coisa'),
        title: 'Outro',
        kind: 'other',
        occurred_on: '2020-01-01',
        signed_at: new Date(0),
        signer_name: 'Outra',
        author_id: people[sueli].id,
        content_hash: 'x',
        version: 9,
      }
      await expectError(
        session.asPostgres(
          (sql) =>
            sql`update public.record_entries set ${sql({ [column]: changed[column] } as never)} where id = ${entryId}`,
        ),
        'PT409',
        'entry_locked',
      )
    }),
  )

  it('refuses what the author did not read', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await saveEntry(session, { version: 1, content: doc('Dois') })
      await expectRefusal(() => signEntry(session, 1), 'PT409', 'changed_meanwhile')
    }))

  it('refuses what says nothing', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session, { content: doc('', '   ') })
      await expectRefusal(() => signEntry(session), 'PT400', 'entry_empty')
    }))

  it('is for the author alone, while they treat the patient', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await saveEntry(session)
      await expectRefusal(() => signEntry(session, 1, sueli), 'PT403', 'not_the_author')
      await endCare(session, helena)
      await expectRefusal(() => signEntry(session), 'PT404', 'entry_not_found')
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', sueli, 'recepcao@aurora.test'])(
    'has nothing to sign for %s',
    (as) =>
      db.rolledBack(async (session) => {
        await inCare(session)
        await saveEntry(session)
        await expectRefusal(() => signEntry(session, 1, as), 'PT404', 'entry_not_found')
      }),
  )

  it('lets one win when an entry is signed while another device writes, and the other sees why', async () => {
    await inCare(db)
    for (let round = 0; round < 6; round++) {
      const id = otherEntryId.slice(0, -2) + String(10 + round)
      await saveEntry(db, { id })
      const [signed, saved] = await Promise.allSettled([
        signEntry(db, 1, helena, id),
        saveEntry(db, { id, version: 1, content: doc('Do celular') }),
      ])
      const [entry] = (await listEntries(db, helena, { p_limit: 50 })).entries.filter(
        (each) => each.id === id,
      )
      if (signed.status === 'fulfilled') {
        expect(saved).toMatchObject({
          status: 'rejected',
          reason: { code: 'PT409', message: 'entry_locked' },
        })
        expect(entry).toMatchObject({ content: doc('Chegou bem.'), version: 1 })
        expect(entry!.signed_at).not.toBeNull()
      } else {
        expect(signed.reason).toMatchObject({ code: 'PT409', message: 'changed_meanwhile' })
        expect(saved.status).toBe('fulfilled')
        expect(entry).toMatchObject({ content: doc('Do celular'), version: 2, signed_at: null })
      }
    }
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.sign_record_entry(${aurora.id}, ${entryId}, 1)`,
    async () => {},
  )
})
