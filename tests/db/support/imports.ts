import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

export const importId = '5f000000-0000-4000-8000-000000000001'
export const attempt = '5f000000-0000-4000-8000-0000000000aa'

export interface ImportRow {
  id: string
  kind: string
  state: string
  policy: string
  done: number
  total: number | null
  created: number
  updated: number
  unchanged: number
  merged: number
  rejected: number
  undone: number
  kept: number
  failure: string | null
}

/** Somebody of Aurora begins an import, the reception unless told otherwise. */
export const beginImport = (session: Session, args: Record<string, unknown> = {}, as?: Email) =>
  ask<{ id: string; bucket: string; path: string; max_bytes: string | number }>(
    session,
    'begin_import',
    { id: importId, kind: 'patients', file_name: 'base.csv', bytes: 120, mime_type: 'text/csv', ...args },
    as,
  )

export const options = {
  columns: ['name', 'phones'],
  headings: ['Nome', 'Fone'],
  signature: 'nome\u001ffone',
}

/** Somebody of Aurora says how it is read. */
export async function startImport(
  session: Session,
  args: Record<string, unknown> = {},
  as?: Email,
): Promise<ImportRow> {
  const row = await ask<ImportRow>(
    session,
    'start_import',
    { id: importId, policy: 'overwrite', options, ...args },
    as,
  )
  return row
}

/** An import that is queued. */
export async function queuedImport(session: Session, kind = 'patients'): Promise<void> {
  await beginImport(session, { kind })
  await startImport(session)
}

/** The worker takes the job of the import. */
export async function holdImport(session: Session, job = 'import', lease = attempt): Promise<void> {
  await session.asPostgres(
    (sql) => sql`
      update app.jobs set lease_token = ${lease}, leased_until = now() + interval '1 minute', attempts = 1
      where tenant_id = ${aurora.id} and dedupe_key = ${`${job}:${importId}`}`,
  )
}

/** The worker begins an attempt. */
export async function beginAttempt(session: Session, lease = attempt) {
  await holdImport(session, 'import', lease)
  const [row] = await session.asService(
    (sql) => sql<{ task: { kind: string; done: number; path: string } | null }[]>`
      select app.begin_import_attempt(${aurora.id}, ${importId}, ${lease}) as task`,
  )
  return row!.task
}

/** A row as the worker sends it. */
export const piece = (names: readonly string[], from = 0, total = names.length) => ({
  from,
  to: from + names.length,
  total,
  rows: names.map((name, at) => ({
    n: from + at + 1,
    name,
    phones: [`+551198765${String(1000 + from + at)}`],
    emails: [],
    fields: { full_name: name, name },
    custom: {},
    cells: [name],
  })),
  rejected: [] as object[],
})

/** The worker writes a piece. */
export async function takeRows(
  session: Session,
  rows: object,
  lease = attempt,
): Promise<{ done: number } | null> {
  const [row] = await session.asService(
    (sql) => sql<{ taken: { done: number } | null }[]>`
      select app.take_import_rows(${aurora.id}, ${importId}, ${lease}, ${JSON.stringify(rows)}::text::jsonb) as taken`,
  )
  return row!.taken
}

/** The worker says that it is over. */
export async function endImport(
  session: Session,
  failure: string | null = null,
  lease = attempt,
): Promise<boolean> {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { ended: boolean }[]
      >`select app.end_import(${aurora.id}, ${importId}, ${lease}, ${failure}) as ended`,
  )
  return row!.ended
}

/** An import that wrote these names and is over. */
export async function finishedImport(
  session: Session,
  names = ['Ana Prado', 'Bia Reis'],
  kind = 'patients',
): Promise<void> {
  await queuedImport(session, kind)
  await beginAttempt(session)
  await takeRows(session, {
    ...piece(names, 0, names.length + 1),
    to: names.length + 1,
    rejected: [{ n: names.length + 1, cells: ['=1+1'], kinds: ['name_missing'], wrong: [0] }],
  })
  await endImport(session)
}

export const importOf = (session: Session, id = importId) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<ImportRow[]>`select * from public.imports where id = ${id}`
    return row!
  })

/** The reception cancels it. */
export const cancelled = (session: Session) => ask<ImportRow>(session, 'cancel_import', { id: importId })
