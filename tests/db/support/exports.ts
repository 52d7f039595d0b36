import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { patientId } from './patients.ts'
import { answer, call } from './workspace.ts'

/** An export as screens get it. */
export interface Export {
  id: string
  kind: string
  subject: { patient_id?: string }
  state: string
  done: number
  total: number | null
  path: string | null
  bytes: string | number | null
  failure: string | null
  requested_by: string
  expires_at: Date | null
}

/** Asks for a copy of the data of the patient of the tests. */
export async function requestExport(
  session: Session,
  {
    as = 'dona@aurora.test' as Email,
    id = null as string | null,
    kind = 'person',
    subject = { patient_id: patientId } as object,
  } = {},
): Promise<Export> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<Export[]>`
      select * from public.request_export(${aurora.id}, ${kind}, ${sql.json(subject as never)}, coalesce(${id}, gen_random_uuid()))`,
  )
  return row!
}

/** The exports that somebody sees. */
export const listExports = (session: Session, as: Email = 'dona@aurora.test') =>
  call<Export & { is_mine: boolean; requested_by_name: string }>(session, 'list_exports', {}, as)

/** Begins an attempt, as the worker does once it has the job. */
export async function beginExport(
  session: Session,
  id: string,
  attempt: string,
): Promise<{ path: string } | null> {
  return session.asService(async (sql) => {
    await sql`
      update app.jobs set lease_token = ${attempt}, leased_until = now() + interval '1 minute'
      where tenant_id = ${aurora.id} and dedupe_key = ${`export:${id}`}`
    const [row] = await sql<
      { task: { path: string } | null }[]
    >`select app.begin_export(${aurora.id}, ${id}, ${attempt}) as task`
    return row!.task
  })
}

/** Says that an attempt stored its file. */
export async function completeExport(
  session: Session,
  id: string,
  attempt: string,
  path: string,
): Promise<boolean> {
  const [row] = await session.asService(
    (sql) => sql<{ done: boolean }[]>`
      select app.complete_export(${aurora.id}, ${id}, ${attempt}, ${path}, 5, 'abc') as done`,
  )
  return row!.done
}

/** Asks for an export and has a worker end it. */
export async function readyExport(session: Session, as: Email = 'dona@aurora.test'): Promise<Export> {
  const { id } = await requestExport(session, { as })
  const attempt = '0f000000-0000-4000-8000-0000000000aa'
  const task = await beginExport(session, id, attempt)
  await completeExport(session, id, attempt, task!.path)
  return (await listExports(session, as)).find((each) => each.id === id)!
}

/** Where the file of an export is, for the function that signs its address. */
export async function openExport(session: Session, id: string, as: Email = 'dona@aurora.test') {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ opened: { path: string; name: string; seconds: number } }[]>`
      select app.open_export(${aurora.id}, ${id}) as opened`,
  )
  return row!.opened
}

/** Ends an export. */
export const cancelExport = (session: Session, id: string, as: Email = 'dona@aurora.test') =>
  answer<Export>(session, 'cancel_export', { p_id: id }, as)
