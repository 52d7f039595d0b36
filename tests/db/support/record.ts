import { people, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { patientId, savePatient } from './patients.ts'
import { call } from './workspace.ts'

/** The therapist of the tests, and the supervisor, who treats as well. */
export const helena: Email = 'terapeuta@aurora.test'
export const sueli: Email = 'supervisor@aurora.test'

/** Says that somebody treats the patient of the tests; the reception does. */
export const addToCare = (session: Session, who: Email, as: Email = 'recepcao@aurora.test') =>
  call(session, 'add_care_team', { p_patient_id: patientId, p_user_id: people[who].id }, as)

/** Says that somebody no longer treats the patient of the tests; the reception does. */
export const endCare = (session: Session, who: Email, as: Email = 'recepcao@aurora.test') =>
  call(session, 'end_care_team', { p_patient_id: patientId, p_user_id: people[who].id }, as)

/** The patient of the tests, whom Helena treats. */
export async function inCare(session: Session): Promise<void> {
  await savePatient(session)
  await addToCare(session, helena)
}

/** Who treats the patient, then who did. */
export const careTeam = (session: Session, as: Email = 'recepcao@aurora.test') =>
  call<{ user_id: string; full_name: string; role: string | null; since: Date; ended_at: Date | null }>(
    session,
    'list_care_team',
    { p_patient_id: patientId },
    as,
  )

/** Whether somebody treats the patient of the tests. */
export async function treats(session: Session, who: Email): Promise<boolean> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ treats: boolean }[]>`
      select app.treats(p.tenant_id, p.id, ${people[who].id}) as treats from public.patients p where p.id = ${patientId}`,
  )
  return row!.treats
}
