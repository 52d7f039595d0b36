import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { evolutionEvent, ingest, mariana, message } from './events.ts'
import { messagesOf, only, type Message } from './inbox.ts'
import type { Claimed } from './outbox.ts'

/** What a worker is given of a fetch. */
export interface Fetch extends Claimed {
  opened: never
  tenant_id: string
}

/** The patient sends a picture; the message as it stands. */
export async function receivePicture(session: Session, id = 'PIC1', media = {}): Promise<Message> {
  await ingest(
    session,
    evolutionEvent([
      message({
        provider_message_id: id,
        kind: 'image',
        body: null,
        media: { mime_type: 'image/jpeg', state: 'remote', ...media },
      }),
    ]),
  )
  return (await messagesOf(session)).find((row) => row.provider_message_id === id)!
}

/** The due jobs of one kind. */
export function claimed(session: Session, kind: string): Promise<Fetch[]> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ jobs: Fetch[] }[]>`select app.claim_jobs(10, 60) as jobs`
    return row!.jobs.filter((job) => job.kind === kind)
  })
}

const facts = {
  mime_type: 'image/jpeg',
  extension: 'jpg',
  bytes: 1234,
  sha256: 'f'.repeat(64),
  file_name: null,
  width: 10,
  height: 20,
  seconds: null,
}

/** A worker writes the object down. */
export const keepFile = (session: Session, job: Fetch, more = {}): Promise<string | null> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ path: string | null }[]>`
      select app.keep_media_file(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${JSON.stringify({ ...facts, ...more })}::text::jsonb) as path`
    return row!.path
  })

/** A worker reports. */
export const completeFetch = (session: Session, job: Fetch, outcome: string, details = {}): Promise<string> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ state: string }[]>`
      select app.complete_media_fetch(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${outcome}, ${JSON.stringify(details)}::text::jsonb) as state`
    return row!.state
  })

/** A picture that is here: message and path. */
export async function storedPicture(
  session: Session,
  id = 'PIC1',
): Promise<{ message: Message; path: string }> {
  await receivePicture(session, id)
  const job = only(await claimed(session, 'fetch_media'))
  const path = (await keepFile(session, job))!
  await completeFetch(session, job, 'stored')
  const stored = (await messagesOf(session)).find((row) => row.provider_message_id === id)!
  return { message: stored, path }
}

export interface Upload {
  upload_id: string
  bucket: string
  path: string
  is_stored: boolean
  max_bytes: number
  takes_caption: boolean
}

export interface UploadRequest {
  as?: Email
  tenant?: string
  key?: string
  id?: string
  kind?: string
  type?: string
  bytes?: number
  name?: string | null
}

/** What a browser does first. */
export function beginUpload(session: Session, request: UploadRequest = {}): Promise<Upload> {
  const { as = 'recepcao@aurora.test', tenant = aurora.id, key = `whatsapp:${mariana}` } = request
  const { id = randomUUID(), kind = 'image', type = 'image/jpeg', bytes = 1000, name = 'foto.jpg' } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ upload: Upload }[]>`
      select public.begin_media_upload(${tenant}, ${key}, ${id}, ${kind}, ${type}, ${bytes}, ${name}) as upload`
    return row!.upload
  })
}

/** What send-whatsapp-message does with an upload that it has looked at. */
export async function acceptUpload(
  session: Session,
  id: string,
  more = {},
  tenant: string = aurora.id,
): Promise<void> {
  await session.asService(async (sql) => {
    await sql`select app.keep_media_upload(${tenant}, ${id}, ${JSON.stringify({ ...facts, ...more })}::text::jsonb)`
    await sql`select app.complete_media_upload(${tenant}, ${id}, true)`
  })
}

export interface MediaFile {
  id: string
  state: string
  path: string
  mime_type: string
}

/** The objects of a clinic. */
export const filesOf = (session: Session, tenant: string = aurora.id): Promise<MediaFile[]> =>
  session.asPostgres(
    (sql) =>
      sql<MediaFile[]>`select * from app.media_files where tenant_id = ${tenant} order by created_at, id`,
  )
