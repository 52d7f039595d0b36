import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answered, getIntake, invite, merge } from '../support/intakes.ts'
import { patientId, savePatient } from '../support/patients.ts'

const db = await createDatabase()
const nobody = '0a000000-0000-4000-8000-00000000dead'
const staff = (Object.keys(people) as Email[]).filter(
  (email) => people[email].tenant === aurora.id && !people[email].disabled,
)
const clinicalOf = async (session: Session, id: string, as: Email) =>
  (await getIntake(session, id, as)).sections
    .filter(({ is_clinical }) => is_clinical)
    .map(({ is_hidden, answers }) => [is_hidden, answers.length])

describe('get_intake', () => {
  it('shows what came back beside the patient as it is, and with its proofs', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      const intake = await getIntake(session, id)
      expect(intake.patient?.patient).toMatchObject({ id: patientId, version: 1, full_name: 'Mariana Souza' })
      expect(intake.proposal).toEqual({
        full_name: 'Mariana Souza Lima',
        birth_date: '1990-02-28',
        cpf: '52998224725',
        phone: '+5511987654321',
        email: 'mari@exemplo.test',
      })
      expect(intake.signer).toMatchObject({ full_name: 'Mariana Souza', kinship: 'self' })
      expect(intake.texts.map(({ purpose, consent }) => [purpose, consent !== null])).toEqual([
        ['privacy_notice', true],
        ['care_contract', true],
      ])
      expect(intake.sections[0]).toMatchObject({ key: 'identity', is_hidden: false })
      expect(intake.sections[0]!.answers[0]).toMatchObject({ key: 'full_name', value: 'Mariana Souza Lima' })
    }))

  it.each(staff)('shows what is clinical to who treats only: %s', (email) =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      const treats = people[email].role === 'therapist' || people[email].role === 'supervisor'
      expect(await clinicalOf(session, id, email)).toEqual(
        treats
          ? [
              [false, 1],
              [false, 2],
            ]
          : [
              [true, 0],
              [true, 0],
            ],
      )
      const rows = await session.asUser(
        email,
        (sql) => sql`select from public.intake_answers where is_clinical`,
      )
      expect(rows).toHaveLength(treats ? 2 : 0)
      // a review by somebody who does not read it changes nothing of that
      await merge(session, id, { as: email })
      expect(await clinicalOf(session, id, email)).toEqual(
        treats
          ? [
              [false, 1],
              [false, 2],
            ]
          : [
              [true, 0],
              [true, 0],
            ],
      )
    }),
  )

  it('shows it to the team alone once somebody treats the person', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await answered(session)
      await session.asPostgres(
        (sql) => sql`
          insert into public.care_team (tenant_id, patient_id, user_id)
          values (${aurora.id}, ${patientId}, ${people['terapeuta@aurora.test'].id})`,
      )
      const hidden = async (email: Email) =>
        (await clinicalOf(session, id, email)).map(([isHidden]) => isHidden)
      expect(await hidden('terapeuta@aurora.test')).toEqual([false, false])
      expect(await hidden('supervisor@aurora.test')).toEqual([true, true])
      await session.asPostgres(
        (sql) => sql`update public.care_team set ended_at = now() + interval '1 second'`,
      )
      expect(await hidden('terapeuta@aurora.test')).toEqual([true, true])
    }))

  it('names patients of the conversation where the link was to nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { id } = await answered(session, { patient: null, thread: 'whatsapp:+5511987650001' })
      expect(await getIntake(session, id)).toMatchObject({ patient: null, suggestions: [] })
      await savePatient(session, { phones: [{ phone: '11987650001' }] })
      expect(await getIntake(session, id)).toMatchObject({ patient: null, suggestions: [{ id: patientId }] })
    }))

  it('finds nothing of a link that was not answered', () =>
    db.rolledBack(async (session) => {
      await savePatient(session)
      const { id } = await invite(session)
      for (const one of [id, nobody])
        await expectRefusal(() => getIntake(session, one), 'PT404', 'intake_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_intake(${aurora.id}, ${nobody})`)
})
