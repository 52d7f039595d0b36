import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { patientId } from '../support/patients.ts'
import { addToCare, careTeam, endCare, helena, inCare, sueli, treats } from '../support/record.ts'

const db = await createDatabase()

describe('end_care_team', () => {
  it.each<Email>(['dona@aurora.test', 'admin@aurora.test', sueli, 'recepcao@aurora.test', helena])(
    'lets %s say that Helena treats the patient no more; that she did stays known',
    (as) =>
      db.rolledBack(async (session) => {
        await inCare(session)
        await endCare(session, helena, as)
        await endCare(session, helena, as)
        expect(await treats(session, helena)).toBe(false)
        const [row] = await careTeam(session)
        expect(row).toMatchObject({ user_id: people[helena].id, role: 'therapist' })
        expect(row!.ended_at).not.toBeNull()
      }),
  )

  it('may be followed by another time', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await endCare(session, helena)
      await addToCare(session, helena)
      expect(await treats(session, helena)).toBe(true)
      expect((await careTeam(session)).map((row) => row.ended_at === null)).toEqual([true, false])
    }))

  it('refuses a therapist who does not treat the patient', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await addToCare(session, sueli)
      await endCare(session, helena)
      await expectRefusal(() => endCare(session, sueli, helena), 'PT403', 'forbidden')
    }))

  it('knows nobody under another id', () =>
    db.rolledBack((session) => expectRefusal(() => endCare(session, helena), 'PT404', 'patient_not_found')))

  it('happens by itself to whoever leaves the clinic, and stays so when they come back', () =>
    db.rolledBack(async (session) => {
      await inCare(session)
      const me = people[helena].id
      await session.asUser('dona@aurora.test', (sql) => sql`select public.remove_member(${aurora.id}, ${me})`)
      expect(await treats(session, helena)).toBe(false)
      expect(await careTeam(session)).toMatchObject([{ user_id: me, role: null, ended_at: expect.any(Date) }])
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_members (tenant_id, user_id, role) values (${aurora.id}, ${me}, 'therapist')`,
      )
      expect(await treats(session, helena)).toBe(false)
    }))

  it.each(['disabled', 'operator'])('is as good as done for a member who is %s', (what) =>
    db.rolledBack(async (session) => {
      await inCare(session)
      await session.asPostgres(
        (sql) => sql`
          update public.tenant_members set ${what === 'disabled' ? sql`status = 'disabled'` : sql`role = 'operator'`}
          where tenant_id = ${aurora.id} and user_id = ${people[helena].id}`,
      )
      expect(await treats(session, helena)).toBe(false)
    }),
  )

  itIsForMembers(
    db,
    (sql) => sql`select public.end_care_team(${aurora.id}, ${patientId}, ${people[helena].id})`,
    inCare,
  )
})
