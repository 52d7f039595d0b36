import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { begin, finish, openTurn, say } from '../support/assistant.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { expectError } from '../support/expect-error.ts'
import { patientId, savePatient } from '../support/patients.ts'
import {
  breakGlass,
  entryId,
  helena,
  saveEntry,
  sueli,
  summaryOf,
  inCare,
  withRecord,
} from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('get_record_summary', () => {
  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test', sueli])(
    'tells %s that there is a record, and nothing of it',
    (as) =>
      db.rolledBack(async (session) => {
        await inCare(session)
        await saveEntry(session, { entry: { occurred_on: '2026-02-03', title: 'Luto' } })
        const summary = await summaryOf(session, as)
        expect(summary).toMatchObject({
          access: null,
          entries: 1,
          last_on: '2026-02-03',
          kept_until: '2046-02-03',
          open_until: null,
        })
        expect(JSON.stringify(summary)).not.toMatch(/Luto|Chegou/)
      }),
  )

  it('knows who may open it in an emergency', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      const may = async (as: Email) => (await summaryOf(session, as)).may_break_glass
      expect(await may(sueli)).toBe(true)
      for (const as of ['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test', helena] as const)
        expect(await may(as)).toBe(false)
      await breakGlass(session)
      const { access, open_until, may_break_glass } = await summaryOf(session, sueli)
      expect({ access, may_break_glass }).toEqual({ access: 'break_glass', may_break_glass: false })
      expect(open_until).not.toBeNull()
    }))

  it('keeps a record as long as the clinic says', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      expect(await summaryOf(session)).toMatchObject({ entries: 0, last_on: null, kept_until: null })
      await saveEntry(session, { entry: { occurred_on: '2024-02-29' } })
      await call(
        session,
        'save_record_settings',
        { p_keep_years: 25, p_break_glass_minutes: 60, p_break_glass_roles: [] },
        'dona@aurora.test',
      )
      expect(await summaryOf(session)).toMatchObject({ kept_until: '2049-02-28', may_break_glass: false })
    }))

  it('holds a patient who has a record: archived is not deleted', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await call(session, 'archive_patient', { p_id: patientId, p_archived: true })
      expect((await summaryOf(session)).entries).toBe(1)
      await expectError(
        session.asPostgres((sql) => sql`delete from public.patients where id = ${patientId}`),
        '23503',
      )
      expect((await summaryOf(session)).entries).toBe(1)
    }))

  it('goes with the clinic, when the clinic goes', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await breakGlass(session)
      await call(session, 'list_record_entries', { p_patient_id: patientId }, helena)
      await session.asPostgres((sql) => sql`delete from public.tenants where id = ${aurora.id}`)
      const [left] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from public.record_entries where id = ${entryId}`,
      )
      expect(left).toEqual({ n: 0 })
    }))

  it('says since when they know that an assistant answers, and that they wanted a person', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const told = async (as?: Email) => (await summaryOf(session, as)).assistant
      expect(await told()).toBeNull()
      await savePatient(session, {
        version: 1,
        phones: [{ phone: mariana, type: 'mobile', is_primary: true }],
      })
      await openTurn(session)
      expect(await told()).toBeNull()
      const first = await begin(session)
      await finish(session, first, { outcome: 'answer', text: 'Oi! Em que posso ajudar?' })
      expect(await told()).toEqual({ told_at: expect.any(String) as string, wanted_person_at: null })
      await say(session, 'Quero falar com uma pessoa')
      await finish(session, await begin(session), { outcome: 'handoff', reason: 'human_wanted' })
      const { told_at, wanted_person_at } = (await told(helena))!
      expect(new Date(wanted_person_at!).getTime()).toBeGreaterThanOrEqual(new Date(told_at).getTime())
      const rows = await ask<{ kind: string; data: { what: string } }[]>(session, 'list_timeline', {
        of: 'person',
        id: patientId,
      })
      expect(rows.filter((row) => row.kind === 'assistant').map((row) => row.data.what)).toEqual([
        'wanted_person',
        'told',
      ])
    }))

  it('knows nobody under another id', () =>
    db.rolledBack((session) => expectRefusal(() => summaryOf(session), 'PT404', 'patient_not_found')))

  itIsForMembers(db, (sql) => sql`select public.get_record_summary(${aurora.id}, ${patientId})`, savePatient)
})
