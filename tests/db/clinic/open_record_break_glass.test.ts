import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { patientId, savePatient } from '../support/patients.ts'
import {
  breakGlass,
  endCare,
  helena,
  inCare,
  listEntries,
  listNotes,
  saveEntry,
  signEntry,
  sueli,
  withRecord,
  entryId,
  summaryOf,
} from '../support/record.ts'
import { notificationsOf, pushJobs, subscribe } from '../support/notifications.ts'
import { answer, call } from '../support/workspace.ts'

const db = await createDatabase()
const settings = (session: Parameters<typeof saveEntry>[0], minutes: number, roles: string[]) =>
  call(
    session,
    'save_record_settings',
    { p_keep_years: 20, p_break_glass_minutes: minutes, p_break_glass_roles: roles },
    'dona@aurora.test',
  )

describe('open_record_break_glass', () => {
  it('opens the record for an hour, with the reason, and tells who treats the patient', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await subscribe(session, helena)
      const until = await breakGlass(session)
      const minutes = (until!.getTime() - Date.now()) / 60_000
      expect(Math.round(minutes)).toBe(60)
      expect(await breakGlass(session)).toEqual(until)
      expect((await listEntries(session, sueli)).entries).toHaveLength(1)
      expect(await notificationsOf(session, helena)).toMatchObject([
        {
          kind: 'record_opened',
          patient_id: patientId,
          patient_name: 'Mariana Souza',
          preview: 'Sueli Supervisora',
          message_count: 1,
        },
      ])
      expect(await pushJobs(session)).toEqual([])
      const kept = await session.asPostgres(
        (sql) => sql`select user_id, reason from public.record_break_glass`,
      )
      expect(kept).toEqual([{ user_id: people[sueli].id, reason: 'Crise na sala de espera.' }])
    }))

  it('tells owner and administrators where nobody treats the patient', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await endCare(session, helena)
      await breakGlass(session)
      for (const who of ['dona@aurora.test', 'admin@aurora.test'] as const)
        expect(await notificationsOf(session, who)).toMatchObject([{ kind: 'record_opened' }])
      for (const who of ['recepcao@aurora.test', helena] as const)
        expect(await notificationsOf(session, who)).toEqual([])
    }))

  it('opens nothing to write, to copy, to sign, and no private folder', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await breakGlass(session)
      await expectRefusal(() => saveEntry(session, { as: sueli, version: 1 }), 'PT403', 'not_treating')
      await expectRefusal(() => signEntry(session, 1, sueli), 'PT403', 'not_the_author')
      await expectRefusal(() => listNotes(session, sueli), 'PT403', 'not_treating')
      await expectRefusal(
        () => answer(session, 'export_patient_record', { p_patient_id: patientId }, sueli),
        'PT403',
        'not_treating',
      )
    }))

  it('ends by itself', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await session.asPostgres(
        (sql) => sql`
        insert into public.record_break_glass (tenant_id, patient_id, user_id, user_name, reason, opened_at, expires_at)
        values (${aurora.id}, ${patientId}, ${people[sueli].id}, 'Sueli', 'Foi há pouco tempo.', now() - interval '61 minutes', now() - interval '1 minute')`,
      )
      await expectRefusal(() => listEntries(session, sueli), 'PT403', 'record_closed')
      expect((await summaryOf(session, sueli)).open_until).toBeNull()
    }))

  it('answers null to who reads it anyway', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      expect(await breakGlass(session, helena)).toBeNull()
      const kept = await session.asPostgres((sql) => sql`select from public.record_break_glass`)
      expect(kept).toHaveLength(0)
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test'])(
    'refuses %s, who treats nobody',
    (as) =>
      db.rolledBack(async (session) => {
        await withRecord(session)
        await settings(session, 60, ['owner', 'admin', 'supervisor', 'therapist'])
        await expectRefusal(() => breakGlass(session, as), 'PT403', 'break_glass_not_allowed')
      }),
  )

  it('refuses roles that the clinic does not name, and lasts as long as the clinic says', () =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await settings(session, 15, ['therapist'])
      await expectRefusal(() => breakGlass(session), 'PT403', 'break_glass_not_allowed')
      await settings(session, 15, ['supervisor'])
      const until = await breakGlass(session)
      expect(Math.round((until!.getTime() - Date.now()) / 60_000)).toBe(15)
    }))

  it.each([null, '', '   curto   '])('refuses without a reason: %s', (reason) =>
    db.rolledBack(async (session) => {
      await withRecord(session)
      await expectRefusal(() => breakGlass(session, sueli, reason as string), 'PT400', 'reason_required')
    }),
  )

  it('knows nobody under another id', () =>
    db.rolledBack((session) => expectRefusal(() => breakGlass(session), 'PT404', 'patient_not_found')))

  it('is opened once by two presses at a time', async () => {
    await savePatient(db)
    await Promise.all([breakGlass(db), breakGlass(db), breakGlass(db)])
    const kept = await db.asPostgres((sql) => sql`select from public.record_break_glass`)
    expect(kept).toHaveLength(1)
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.open_record_break_glass(${aurora.id}, ${entryId}, 'Crise na recepção.')`,
  )
})
