import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { patientId } from './patients.ts'

export interface Invite {
  id: string
  token: string
  expires_at: string
}

/** What `submit_intake` answers. */
export interface Outcome {
  state: string
  problems?: Record<string, string>
  submitted_at?: string
}

interface InviteOptions {
  as?: Email
  patient?: string | null
  thread?: string | null
  days?: number
  form?: string | null
}

/** To be called within a session of somebody's. */
export const callCreateInvite = (
  sql: TransactionSql,
  { patient = patientId, thread = null, days = 7, form = null }: InviteOptions = {},
) => sql<{ invite: Invite }[]>`
  select public.create_intake_invite(${aurora.id}, ${form}, ${patient}, ${thread}, ${days}) as invite`

/** A link of Aurora's form to a patient, by the reception unless told otherwise. */
export async function invite(session: Session, options: InviteOptions = {}): Promise<Invite> {
  const [row] = await session.asUser(options.as ?? 'recepcao@aurora.test', (sql) =>
    callCreateInvite(sql, options),
  )
  return row!.invite
}

/** What an adult answers to the form that every clinic begins with. */
export const adultAnswers = {
  full_name: 'Mariana Souza Lima',
  birth_date: '1990-02-28',
  cpf: '529.982.247-25',
  phone: '(11) 98765-4321',
  email: 'Mari@Exemplo.test',
  complaint: 'Durmo mal desde março.',
  medication: 'yes',
  medication_which: 'Melatonina',
}

export const minorAnswers = {
  ...adultAnswers,
  full_name: 'Caio Souza',
  birth_date: '2016-05-03',
  guardian_name: 'Mariana Souza',
  guardian_kinship: 'mother',
  guardian_phone: '11 98765-4321',
}

export interface Payload {
  answers?: object
  accepted?: object
  signer?: object
  locale?: string
}

export const everythingAccepted = { privacy_notice: true, care_contract: true }

/** Whoever has the link sends the form. */
export async function submit(
  session: Session,
  token: string,
  payload: Payload = {},
  { id = randomUUID() as string, ip = 'ip-1' } = {},
): Promise<Outcome> {
  const form = {
    answers: adultAnswers,
    accepted: everythingAccepted,
    signer: { full_name: 'Mariana Souza', kinship: 'self' },
    locale: 'pt-BR',
    ...payload,
  }
  const [row] = await session.asService(
    (sql) => sql<{ outcome: Outcome }[]>`
      select app.submit_intake(${token}, ${id}, ${sql.json(form as never)}, ${sql.json({ ip_hash: ip, user_agent: 'Phone' })}) as outcome`,
  )
  return row!.outcome
}

/** A form that came back and waits for a review. */
export async function answered(session: Session, options: InviteOptions = {}, payload: Payload = {}) {
  const link = await invite(session, options)
  const outcome = await submit(session, link.token, payload)
  if (outcome.state !== 'received') throw new Error(JSON.stringify(outcome))
  return link
}

/** What came back, as somebody sees it. */
export interface Intake {
  id: string
  reviewed_at: string | null
  is_minor: boolean
  patient: { patient: { id: string; version: number; full_name: string } } | null
  proposal: Record<string, unknown>
  sections: {
    key: string
    is_clinical: boolean
    is_hidden: boolean
    answers: { key: string; value: unknown }[]
  }[]
  texts: { purpose: string; nature: string; consent: { id: string; revoked_at: string | null } | null }[]
  suggestions: { id: string }[] | null
  taken: string[] | null
  signer: { full_name: string; kinship: string }
}

export async function getIntake(
  session: Session,
  id: string,
  as: Email = 'recepcao@aurora.test',
): Promise<Intake> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ intake: Intake }[]>`select public.get_intake(${aurora.id}, ${id}) as intake`,
  )
  return row!.intake
}

interface MergeOptions {
  as?: Email
  patient?: string | null
  version?: number | null
  take?: string[]
}

export const callMerge = (
  sql: TransactionSql,
  id: string,
  { patient = patientId, version = 1, take = [] }: MergeOptions = {},
) => sql<{ merged: { id: string; patient_id: string } }[]>`
  select public.merge_intake(${aurora.id}, ${id}, ${patient}, ${version}, ${take}) as merged`

export async function merge(session: Session, id: string, options: MergeOptions = {}) {
  const [row] = await session.asUser(options.as ?? 'recepcao@aurora.test', (sql) =>
    callMerge(sql, id, options),
  )
  return row!.merged
}
