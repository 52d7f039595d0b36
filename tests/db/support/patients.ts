import type { TransactionSql } from 'postgres'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

export const patientId = '0a000000-0000-4000-8000-000000000001'
export const medicoId = '0a000000-0000-4000-8000-0000000000d1'

/** A person as `get_patient` and `get_medico` answer them. */
export interface Person {
  patient: Record<string, unknown> & { id: string; version: number; name: string }
  medico: Record<string, unknown> & { id: string; version: number }
  phones: { phone: string; type: string; is_primary: boolean; thread_key: string | null }[]
  emails: { email: string; type: string; is_primary: boolean }[]
  relations: Record<string, unknown>[]
  conversations: { thread_key: string; is_by_hand: boolean }[]
}

export interface Form {
  as?: Email
  id?: string
  version?: number | null
  patient?: object
  phones?: object[]
  emails?: object[]
  relations?: object[]
}

/** What a form sends, to be called within a session of somebody's. */
export const callSavePatient = (
  sql: TransactionSql,
  { id = patientId, version = null, patient = {}, phones = [], emails = [], relations = [] }: Form = {},
) => sql<{ person: Person }[]>`
  select public.save_patient(${aurora.id}, ${id}, ${version},
    ${sql.json({ full_name: 'Mariana Souza', ...patient })}, ${sql.json(phones as never)},
    ${sql.json(emails as never)}, ${sql.json(relations as never)}) as person`

/** Saves a patient of Aurora, as the reception unless told otherwise. */
export async function savePatient(session: Session, form: Form = {}): Promise<Person> {
  const [row] = await session.asUser(form.as ?? 'recepcao@aurora.test', (sql) => callSavePatient(sql, form))
  return row!.person
}

export async function getPatient(session: Session, id = patientId): Promise<Person> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ person: Person }[]>`select public.get_patient(${aurora.id}, ${id}) as person`,
  )
  return row!.person
}

/** Saves a doctor of Aurora. */
export async function saveMedico(
  session: Session,
  { id = medicoId, version = null, patient: medico = {}, phones = [], emails = [] }: Form = {},
): Promise<Person> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ person: Person }[]>`
      select public.save_medico(${aurora.id}, ${id}, ${version}, ${sql.json({ full_name: 'Paulo Reis', ...medico })},
        ${sql.json(phones as never)}, ${sql.json(emails as never)}) as person`,
  )
  return row!.person
}

/** Whose conversation it is, by name. */
export async function patientsOf(session: Session, key: string): Promise<string[]> {
  const rows = await session.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql<{ name: string }[]>`select name from public.list_conversation_patients(${aurora.id}, ${key})`,
  )
  return rows.map(({ name }) => name)
}
