import { randomUUID } from 'node:crypto'
import { aurora, people, type Email, type Persona } from './cast.ts'
import type { Session } from './database.ts'
import { acceptUpload } from './media.ts'
import { patientId, savePatient } from './patients.ts'

/** Who treats the patient of these tests, a colleague who used to, and one who never did. */
export const treating: Email = 'terapeuta@aurora.test'
export const former: Email = 'supervisor@aurora.test'

/** A file as screens get it. */
export interface PatientFile {
  id: string
  name: string
  mime_type: string
  size: number
  is_clinical: boolean
  source: string
  path: string
  document_id: string | null
  archived_at: string | null
}

/** A document as screens get it. */
export interface PatientDocument {
  id: string
  number: number
  year: number
  kind: string
  title: string
  body: string
  author_name: string
  author_council: string | null
  sha256: string
  file_id: string | null
  cancelled_at: string | null
  cancel_reason: string | null
  is_clinical: boolean
  template_version: number
}

/** Templates that every clinic has. */
export const templates = {
  attendance: '0d000000-0000-4000-8000-000000000001',
  certificate: '0d000000-0000-4000-8000-000000000003',
  summary: '0d000000-0000-4000-8000-000000000004',
} as const

/** A patient whom one therapist treats and another used to treat. */
export async function treatedPatient(session: Session): Promise<void> {
  await savePatient(session)
  await session.asPostgres(async (sql) => {
    await sql`
      insert into public.care_team (tenant_id, patient_id, user_id, since, ended_at) values
        (${aurora.id}, ${patientId}, ${people[treating].id}, now() - interval '9 days', null),
        (${aurora.id}, ${patientId}, ${people[former].id}, now() - interval '9 days', now() - interval '1 day')`
  })
}

/** A council number, as the clinic noted it. */
export const giveCouncil = (session: Session, email: Email = treating) =>
  session.asPostgres(
    (sql) => sql`
      insert into public.therapists (tenant_id, user_id, name, council, council_region, council_number)
      values (${aurora.id}, ${people[email].id}, ${people[email].name}, 'CRP', '06', '123456')
      on conflict (tenant_id, user_id) do update set council = 'CRP', council_region = '06', council_number = '123456'`,
  )

export interface FileRequest {
  as?: Email
  id?: string
  patient?: string
  type?: string
  bytes?: number
  name?: string | null
}

/** What a browser does first. */
export function beginFile(session: Session, request: FileRequest = {}) {
  const { as = 'recepcao@aurora.test', id = randomUUID(), patient = patientId } = request
  const { type = 'application/pdf', bytes = 1000, name = 'exame.pdf' } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<
      { upload: { upload_id: string; bucket: string; path: string; is_stored: boolean; max_bytes: number } }[]
    >`select public.begin_patient_upload(${aurora.id}, ${patient}, ${id}, ${type}, ${bytes}, ${name}) as upload`
    return row!.upload
  })
}

/** What a browser does last. */
export const addFile = (
  session: Session,
  id: string,
  {
    as = 'recepcao@aurora.test',
    patient = patientId,
    name = null,
    clinical = false,
  }: { as?: Email; patient?: string; name?: string | null; clinical?: boolean } = {},
) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ file: PatientFile }[]>`
      select public.add_patient_file(${aurora.id}, ${id}, ${patient}, ${name}, ${clinical}) as file`
    return row!.file
  })

/** An upload that the server has looked at. */
export async function putFile(session: Session, request: FileRequest = {}): Promise<string> {
  const { upload_id: id } = await beginFile(session, request)
  await acceptUpload(session, id, {
    mime_type: 'application/pdf',
    extension: 'pdf',
    file_name: request.name ?? 'exame.pdf',
  })
  return id
}

/** A file that is kept. */
export async function storedFile(
  session: Session,
  { clinical = false, ...request }: FileRequest & { clinical?: boolean } = {},
): Promise<PatientFile> {
  const as = request.as ?? 'recepcao@aurora.test'
  return addFile(session, await putFile(session, { ...request, as }), { as, clinical })
}

/** What somebody sees of the patient's files. */
export const listFiles = (session: Session, as: Persona) =>
  session.as(as, async (sql) => {
    const [row] = await sql<{ list: { treats: boolean; hidden: number; files: PatientFile[] } }[]>`
      select public.list_patient_files(${aurora.id}, ${patientId}) as list`
    return row!.list
  })

export interface IssueRequest {
  as?: Email
  id?: string
  patient?: string
  template?: string
  title?: string
  body?: string
  purpose?: string | null
  addressee?: string | null
  cid?: string | null
  consented?: boolean
}

/** Issues a declaration of attendance, as the reception unless told otherwise. */
export function issue(session: Session, request: IssueRequest = {}): Promise<PatientDocument> {
  const { as = 'recepcao@aurora.test', id = randomUUID(), patient = patientId } = request
  const { template = templates.attendance, title = 'Declaração de comparecimento' } = request
  const { body = 'Declaro que Mariana Souza compareceu.', purpose = null, addressee = null } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ document: PatientDocument }[]>`
      select public.issue_patient_document(${aurora.id}, ${id}, ${patient}, ${template}, ${title}, ${body}, ${purpose},
        ${addressee}, ${request.cid ?? null}, ${request.consented ?? false}) as document`
    return row!.document
  })
}

/** A report that the treating therapist issued. */
export const issueReport = (session: Session, request: IssueRequest = {}) =>
  issue(session, {
    as: treating,
    template: templates.summary,
    title: 'Relatório',
    body: 'Segue em acompanhamento.',
    ...request,
  })

/** What somebody sees of the patient's documents. */
export const listDocuments = (session: Session, as: Persona) =>
  session.as(as, async (sql) => {
    const [row] = await sql<{ list: { hidden: number; documents: PatientDocument[] } }[]>`
      select public.list_patient_documents(${aurora.id}, ${patientId}) as list`
    return row!.list
  })

/** Everybody of the clinic who is not of the treating team. */
export const notTreating = [
  'dona@aurora.test',
  'admin@aurora.test',
  'recepcao@aurora.test',
  former,
] as const satisfies readonly Email[]
