import { randomUUID } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import type { Sql, TransactionSql } from 'postgres'
import { asCaller } from './database.ts'
import { bucketNotFound, invalidRequest, StorageError } from './errors.ts'
import type { StoredFile } from './files.ts'
import type { Identity } from './identity.ts'
import { readMultipart } from './multipart.ts'
import { answer, type StorageContext, type StorageRequest } from './request.ts'

const largestFile = 50 * 1024 * 1024

/** The limits of a bucket; null is none. */
export interface BucketRules {
  file_size_limit: string | null
  allowed_mime_types: string[] | null
}

/** Where an object lies. */
export type Place = Pick<StorageRequest, 'bucket' | 'name'>

/** What a client says about an object that it stores. */
export interface Description {
  contentType: string
  cacheControl: string
  userMetadata: Record<string, unknown> | null
}

interface Incoming extends Description {
  body: Readable
}

/** Stores an object: asks the policies first, then streams the file, then writes the row with the same rights. */
export async function upload(
  context: StorageContext,
  request: StorageRequest,
  identity: Identity,
  upsert: boolean,
): Promise<void> {
  requireValidName(request.name)
  const rules = await bucketRules(context.sql, request.bucket)
  const incoming = await readIncoming(request)
  try {
    requireMimeType(rules, incoming.contentType)
    await rehearse(context.sql, request, identity, upsert)
    await store(context, request, identity, upsert, incoming, sizeLimit(rules))
  } catch (error) {
    incoming.body.destroy()
    throw error
  }
}

async function store(
  context: StorageContext,
  request: StorageRequest,
  identity: Identity,
  upsert: boolean,
  incoming: Incoming,
  limit: number,
): Promise<void> {
  const version = randomUUID()
  const file = await context.files.write(version, incoming.body, limit)
  try {
    const id = await writeObject(context, request, identity, upsert, { version, file, ...incoming })
    answer(request.response, 200, { Key: `${request.bucket}/${request.name}`, Id: id })
  } catch (error) {
    await context.files.remove(version)
    throw error
  }
}

/** Makes a stored file the current version of an object, with the rights of the caller; returns the object's id. */
export async function writeObject(
  { sql, files }: StorageContext,
  place: Place,
  identity: Identity,
  upsert: boolean,
  content: Description & { version: string; file: StoredFile },
): Promise<string> {
  const { version, file, contentType, cacheControl, userMetadata } = content
  const metadata = {
    eTag: file.eTag,
    size: file.size,
    mimetype: contentType,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: file.size,
    httpStatusCode: 200,
  }
  const row = await asCaller(sql, identity, 'storage.object.upload', (transaction) =>
    writeRow(transaction, place, identity, upsert, { version, metadata, userMetadata }),
  )
  if (row.previous && row.previous !== version) await files.remove(row.previous)
  return row.id
}

/** Largest object that a bucket takes. */
export function sizeLimit(rules: BucketRules): number {
  return Math.min(largestFile, rules.file_size_limit === null ? largestFile : Number(rules.file_size_limit))
}

/** Whether an object of this name may be stored: nothing that could leave its place or confuse a URL. */
export function isValidName(name: string): boolean {
  if (name === '' || name.length > 1024) return false
  if (/[\p{Cc}\\{}^%`[\]"<>~#|]/u.test(name)) return false
  return !name.split('/').some((part) => part === '.' || part === '..')
}

/** Refuses a name that could leave its place. */
export function requireValidName(name: string): void {
  if (!isValidName(name)) throw new StorageError(400, 'InvalidKey', `Invalid key: ${name}`)
}

/** The limits of a bucket; throws when there is none of this name. */
export async function bucketRules(sql: Sql, bucket: string): Promise<BucketRules> {
  const [rules] = await sql<BucketRules[]>`
    select file_size_limit::text, allowed_mime_types from storage.buckets where id = ${bucket}`
  if (!rules) throw bucketNotFound()
  return rules
}

async function readIncoming({ raw }: StorageRequest): Promise<Incoming> {
  const contentType = raw.headers['content-type'] ?? 'application/octet-stream'
  if (!contentType.startsWith('multipart/form-data')) {
    const metadata = raw.headers['x-metadata']
    return {
      // A refused body is left to drain: destroying the request would take the answer with it.
      body: raw.pipe(new PassThrough()),
      contentType,
      cacheControl: raw.headers['cache-control'] ?? 'no-cache',
      userMetadata:
        typeof metadata === 'string' ? parseMetadata(Buffer.from(metadata, 'base64').toString()) : null,
    }
  }
  const { fields, file } = await readMultipart(raw, contentType)
  return {
    body: file.body,
    contentType: fields.contentType ?? file.contentType ?? 'application/octet-stream',
    cacheControl: fields.cacheControl ? `max-age=${fields.cacheControl}` : 'no-cache',
    userMetadata: fields.metadata ? parseMetadata(fields.metadata) : null,
  }
}

/** Refuses a type of file that the bucket does not take. */
export function requireMimeType(rules: BucketRules, contentType: string): void {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const allowed = rules.allowed_mime_types
  if (!allowed || allowed.length === 0) return
  const matches = allowed.some(
    (pattern) =>
      pattern === '*/*' ||
      pattern === type ||
      (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1))),
  )
  if (!matches) throw new StorageError(415, 'invalid_mime_type', `mime type ${type} is not supported`)
}

/** Refuses before a single byte of the file is read; the row is rolled back. */
export async function rehearse(sql: Sql, place: Place, identity: Identity, upsert: boolean): Promise<void> {
  const rehearsed = new Error('rehearsed')
  try {
    await asCaller(sql, identity, 'storage.object.upload', async (transaction) => {
      await writeRow(transaction, place, identity, upsert, {
        version: '',
        metadata: {},
        userMetadata: null,
      })
      throw rehearsed
    })
  } catch (error) {
    if (error !== rehearsed) throw error
  }
}

interface NewVersion {
  version: string
  metadata: Record<string, unknown>
  userMetadata: Record<string, unknown> | null
}

async function writeRow(
  transaction: TransactionSql,
  { bucket, name }: Place,
  { claims }: Identity,
  upsert: boolean,
  { version, metadata, userMetadata }: NewVersion,
): Promise<{ id: string; previous: string | null }> {
  const owner = typeof claims.sub === 'string' ? claims.sub : null
  const [previous] = upsert
    ? await transaction<{ version: string | null }[]>`
        select version from storage.objects where bucket_id = ${bucket} and name = ${name} for update`
    : []
  const onConflict = upsert
    ? transaction`on conflict (bucket_id, name) do update set version = excluded.version, metadata = excluded.metadata,
        user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id`
    : transaction``
  const [row] = await transaction<{ id: string }[]>`
    insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
    values (${bucket}, ${name}, ${owner}, ${owner}, ${version}, ${transaction.json(metadata as never)},
      ${userMetadata === null ? null : transaction.json(userMetadata as never)})
    ${onConflict}
    returning id`
  return { id: row?.id ?? '', previous: previous?.version ?? null }
}

/** What a client wants to keep with an object. */
export function parseMetadata(value: string): Record<string, unknown> {
  let metadata: unknown
  try {
    metadata = JSON.parse(value)
  } catch {
    throw invalidRequest('The metadata is not JSON')
  }
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata))
    return metadata as Record<string, unknown>
  throw invalidRequest('The metadata is not a JSON object')
}
