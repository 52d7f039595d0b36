import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { asCaller } from './database.ts'
import type { ObjectRow } from './download.ts'
import { invalidRequest, notFound } from './errors.ts'
import type { Identity } from './identity.ts'
import { text, type Body, type StorageContext } from './request.ts'
import { isValidName } from './upload.ts'

const columns = (sql: TransactionSql) =>
  sql`id, bucket_id, name, version, created_at, updated_at, last_accessed_at, metadata, user_metadata`

/** The row of an object if the caller may see it. */
export function findObject(
  { sql }: StorageContext,
  identity: Identity,
  operation: string,
  bucket: string,
  name: string,
): Promise<ObjectRow | undefined> {
  return asCaller(sql, identity, operation, async (transaction) => {
    const [row] = await transaction<ObjectRow[]>`
      select ${columns(transaction)} from storage.objects where bucket_id = ${bucket} and name = ${name}`
    return row
  })
}

/** As `findObject`, for buckets that everybody may read. */
export async function findPublicObject(
  { sql }: StorageContext,
  bucket: string,
  name: string,
): Promise<ObjectRow | undefined> {
  const [row] = await sql<ObjectRow[]>`
    select o.* from storage.objects o join storage.buckets b on b.id = o.bucket_id
    where b.public and o.bucket_id = ${bucket} and o.name = ${name}`
  return row
}

/** What `info()` of supabase-js reads. */
export function describe(row: ObjectRow): Body {
  return {
    id: row.id,
    name: row.name,
    bucket_id: row.bucket_id,
    version: row.version,
    size: row.metadata.size,
    content_type: row.metadata.mimetype,
    cache_control: row.metadata.cacheControl,
    etag: row.metadata.eTag,
    last_modified: row.metadata.lastModified,
    created_at: row.created_at,
    metadata: row.user_metadata ?? {},
  }
}

/** One level of a folder: files with their data, sub-folders with a null id. */
export function listObjects(
  { sql }: StorageContext,
  identity: Identity,
  bucket: string,
  body: Body,
): Promise<readonly unknown[]> {
  const folder = (text(body.prefix) ?? '').replace(/^\/+|\/+$/g, '')
  const prefix = folder === '' ? '' : `${folder}/`
  const search = text(body.search) ?? ''
  const limit = Math.min(1000, Math.max(1, wholeNumber(body.limit, 100)))
  const offset = Math.max(0, wholeNumber(body.offset, 0))
  const { column, order } = Object(body.sortBy) as Body
  const key =
    column === 'created_at' || column === 'updated_at' || column === 'last_accessed_at' ? column : 'name'
  return asCaller(sql, identity, 'storage.object.list', async (transaction) => {
    const direction = order === 'desc' ? transaction`desc` : transaction`asc`
    return transaction`
      with entries as (
        select split_part(substr(name, ${prefix.length + 1}), '/', 1) as entry,
          position('/' in substr(name, ${prefix.length + 1})) > 0 as is_folder, o.*
        from storage.objects o
        where bucket_id = ${bucket} and starts_with(name, ${prefix})
      ),
      level as (
        select entry as name, null::uuid as id, null::timestamptz as updated_at, null::timestamptz as created_at,
          null::timestamptz as last_accessed_at, null::jsonb as metadata
        from entries where is_folder group by entry
        union all
        select entry, id, updated_at, created_at, last_accessed_at, metadata from entries where not is_folder
      )
      select * from level where name ilike ${`${search.replace(/[\\%_]/g, '\\$&')}%`}
      order by (id is not null), ${transaction(key)} ${direction}, name
      limit ${limit} offset ${offset}`
  })
}

function wholeNumber(value: unknown, otherwise: number): number {
  const number = value === undefined || value === null ? otherwise : Math.trunc(Number(value))
  if (!Number.isSafeInteger(number)) throw invalidRequest('limit and offset must be numbers')
  return number
}

/** Removes what the caller may remove, rows first, and answers with it. */
export async function removeObjects(
  context: StorageContext,
  identity: Identity,
  bucket: string,
  names: unknown,
): Promise<ObjectRow[]> {
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string'))
    throw invalidRequest('prefixes must be a list of names')
  const rows = await asCaller(
    context.sql,
    identity,
    'storage.object.delete_many',
    (transaction) => transaction<ObjectRow[]>`
      delete from storage.objects where bucket_id = ${bucket} and name = any(${names as string[]})
      returning ${columns(transaction)}`,
  )
  await Promise.all(rows.map((row) => context.files.remove(row.version)))
  return rows
}

/** Renames an object; the file stays where it is. */
export async function moveObject({ sql }: StorageContext, identity: Identity, body: Body): Promise<void> {
  const { bucket, source, destination, destinationBucket } = transfer(body)
  await asCaller(sql, identity, 'storage.object.move', async (transaction) => {
    const moved = await transaction`
      update storage.objects set name = ${destination}, bucket_id = ${destinationBucket}
      where bucket_id = ${bucket} and name = ${source} returning id`
    if (moved.length === 0) throw notFound()
  })
}

/** Copies an object; the copy belongs to the caller. */
export async function copyObject(context: StorageContext, identity: Identity, body: Body): Promise<Body> {
  const { bucket, source, destination, destinationBucket } = transfer(body)
  const original = await findObject(context, identity, 'storage.object.copy', bucket, source)
  if (!original) throw notFound()
  const version = randomUUID()
  await context.files.copy(original.version, version)
  const owner = text(identity.claims.sub) ?? null
  try {
    const [row] = await asCaller(
      context.sql,
      identity,
      'storage.object.copy',
      (transaction) => transaction<{ id: string }[]>`
        insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
        values (${destinationBucket}, ${destination}, ${owner}, ${owner}, ${version},
          ${transaction.json(original.metadata as never)}, ${transaction.json(original.user_metadata as never)})
        returning id`,
    )
    return { Id: row?.id, Key: `${destinationBucket}/${destination}` }
  } catch (error) {
    await context.files.remove(version)
    throw error
  }
}

function transfer(body: Body) {
  const bucket = text(body.bucketId) ?? ''
  const source = text(body.sourceKey) ?? ''
  const destination = text(body.destinationKey) ?? ''
  if (bucket === '' || source === '' || !isValidName(destination))
    throw invalidRequest('A bucket, a source and a valid destination are needed')
  return { bucket, source, destination, destinationBucket: text(body.destinationBucket) ?? bucket }
}
