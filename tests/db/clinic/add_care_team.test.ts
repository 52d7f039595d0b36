import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { patientId, savePatient } from '../support/patients.ts'
import { addToCare, careTeam, endCare, helena, inCare, saveEntry, sueli, treats } from '../support/record.ts'

const db = await createDatabase()

describe('add_care_team', () => {
  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', sueli, 'recepcao@aurora.test'])(
    'lets %s give a patient a therapist, once',
    (as) =>
      db.rolledBack(async (session) => {
        await savePatient(session)
        expect(await treats(session, helena)).toBe(false)
        await addToCare(session, helena, as)
        await addToCare(session, helena, as)
        expect(await treats(session, helena)).toBe(true)
        expect(await careTeam(session)).toMatchObject([
          { user_id: people[helena].id, full_name: 'Helena Terapeuta', role: 'therapist', ended_at: null },
        ])
      }),
  )

  it('lets who treats the patient bring a colleague, and no other therapist', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await expectRefusal(() => addToCare(session, sueli, helena), 'PT403', 'forbidden')
      await addToCare(session, helena)
      await addToCare(session, sueli, helena)
      expect(await treats(session, sueli)).toBe(true)
    }))

  it('lets a therapist begin with a patient who has no record yet', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await addToCare(session, helena, helena)
      expect(await treats(session, helena)).toBe(true)
    }))

  it('lets nobody into a record of others by themselves', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await saveEntry(session)
      await expectRefusal(() => addToCare(session, sueli, sueli), 'PT403', 'cannot_let_yourself_in')
      await addToCare(session, sueli)
      expect(await treats(session, sueli)).toBe(true)
    }))

  it('lets nobody back in by themselves whose care a colleague ended', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      await addToCare(session, helena, helena)
      await endCare(session, helena)
      await expectRefusal(() => addToCare(session, helena, helena), 'PT403', 'cannot_let_yourself_in')
      await addToCare(session, helena)
      await endCare(session, helena, helena)
      await expectRefusal(() => addToCare(session, helena, helena), 'PT403', 'cannot_let_yourself_in')
    }))

  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', 'recepcao@aurora.test'])(
    'makes no therapist of %s, whoever asks',
    (who) =>
      db.rolledBack(async (session) => {
        await savePatient(session)
        for (const as of [who, 'dona@aurora.test'] as const)
          await expectRefusal(() => addToCare(session, who, as), 'PT409', 'not_a_clinician')
      }),
  )

  it('makes a therapist of an owner who has an agenda, and never of the reception', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      for (const who of ['dona@aurora.test', 'recepcao@aurora.test'] as const)
        await session.asPostgres(
          (sql) => sql`
            insert into public.therapists (tenant_id, user_id, name) values (${aurora.id}, ${people[who].id}, ${who.slice(0, 4)})`,
        )
      await addToCare(session, 'dona@aurora.test', 'admin@aurora.test')
      expect(await treats(session, 'dona@aurora.test')).toBe(true)
      await expectRefusal(
        () => addToCare(session, 'recepcao@aurora.test', 'admin@aurora.test'),
        'PT409',
        'not_a_clinician',
      )
      await session.asPostgres((sql) => sql`update public.therapists set is_active = false`)
      expect(await treats(session, 'dona@aurora.test')).toBe(false)
    }))

  it.each<Email>(['terapeuta@horizonte.test', 'desligado@aurora.test', 'fora@exemplo.test'])(
    'puts %s, who is no member, into no team',
    (who) =>
      db.rolledBack(async (session) => {
        await savePatient(session)
        await expectRefusal(() => addToCare(session, who), 'PT409', 'not_a_clinician')
      }),
  )

  it('knows nobody under another id', () =>
    db.rolledBack((session) => expectRefusal(() => addToCare(session, helena), 'PT404', 'patient_not_found')))

  it('gives the same therapist once to two who ask at the same moment', async () => {
    await savePatient(db)
    await Promise.all([
      addToCare(db, helena, 'dona@aurora.test'),
      addToCare(db, helena),
      addToCare(db, helena),
    ])
    expect(await careTeam(db)).toHaveLength(1)
    await db.asPostgres((sql) => sql`delete from public.patients where id = ${patientId}`)
  })

  itIsForMembers(
    db,
    (sql) => sql`select public.add_care_team(${aurora.id}, ${patientId}, ${people[helena].id})`,
    savePatient,
  )
})
