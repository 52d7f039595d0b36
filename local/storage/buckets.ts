import type { ServerResponse } from 'node:http'
import { asCaller } from './database.ts'
import { bucketNotFound, invalidRequest, StorageError } from './errors.ts'
import type { Identity } from './identity.ts'
import { answer, text, type Body, type StorageContext } from './request.ts'

interface BucketRoute {
  method: string
  id: string | undefined
  action: string | undefined
}

/** `/bucket…`: rows of storage.buckets, with the rights of the caller. */
export async function serveBuckets(
  context: StorageContext,
  identity: Identity,
  { method, id, action }: BucketRoute,
  body: Body,
  response: ServerResponse,
): Promise<void> {
  if (id === undefined && method === 'GET') return answer(response, 200, await listBuckets(context, identity))
  if (id === undefined && method === 'POST')
    return answer(response, 200, { name: await createBucket(context, identity, body) })
  if (id === undefined) throw invalidRequest('Unknown bucket operation')
  if (method === 'GET') return answer(response, 200, await getBucket(context, identity, id))
  if (method === 'PUT') await updateBucket(context, identity, id, body)
  else if (method === 'POST' && action === 'empty') await emptyBucket(context, identity, id)
  else if (method === 'DELETE') await deleteBucket(context, identity, id)
  else throw invalidRequest('Unknown bucket operation')
  const done = method === 'PUT' ? 'updated' : method === 'POST' ? 'emptied' : 'deleted'
  answer(response, 200, { message: `Successfully ${done}` })
}

function listBuckets({ sql }: StorageContext, identity: Identity): Promise<readonly unknown[]> {
  return asCaller(
    sql,
    identity,
    'storage.bucket.list',
    (transaction) => transaction`
    select id, name, owner, public, type, file_size_limit, allowed_mime_types, created_at, updated_at
    from storage.buckets order by name`,
  )
}

async function getBucket({ sql }: StorageContext, identity: Identity, id: string): Promise<unknown> {
  const [bucket] = await asCaller(
    sql,
    identity,
    'storage.bucket.get',
    (transaction) => transaction`
    select id, name, owner, public, type, file_size_limit, allowed_mime_types, created_at, updated_at
    from storage.buckets where id = ${id}`,
  )
  if (!bucket) throw bucketNotFound()
  return bucket
}

async function createBucket({ sql }: StorageContext, identity: Identity, body: Body): Promise<string> {
  const name = text(body.name) ?? ''
  if (!/^[\w!.*'() &$@=;:+,?-]{1,100}$/.test(name)) throw invalidRequest('Invalid bucket name')
  await asCaller(
    sql,
    identity,
    'storage.bucket.create',
    (transaction) => transaction`
    insert into storage.buckets (id, name, owner, owner_id, public, file_size_limit, allowed_mime_types)
    values (${text(body.id) ?? name}, ${name}, ${text(identity.claims.sub) ?? null}, ${text(identity.claims.sub) ?? null},
      ${body.public === true}, ${sizeOf(body.file_size_limit)}, ${mimeTypesOf(body.allowed_mime_types)})`,
  )
  return name
}

async function updateBucket(
  { sql }: StorageContext,
  identity: Identity,
  id: string,
  body: Body,
): Promise<void> {
  await asCaller(sql, identity, 'storage.bucket.update', async (transaction) => {
    const updated = await transaction`
      update storage.buckets set public = ${body.public === true}, file_size_limit = ${sizeOf(body.file_size_limit)},
        allowed_mime_types = ${mimeTypesOf(body.allowed_mime_types)}, updated_at = now()
      where id = ${id} returning id`
    if (updated.length === 0) throw bucketNotFound()
  })
}

async function emptyBucket({ sql, files }: StorageContext, identity: Identity, id: string): Promise<void> {
  const rows = await asCaller(
    sql,
    identity,
    'storage.bucket.empty',
    (transaction) => transaction<{ version: string }[]>`
    delete from storage.objects where bucket_id = ${id} returning version`,
  )
  await Promise.all(rows.map((row) => files.remove(row.version)))
}

async function deleteBucket({ sql }: StorageContext, identity: Identity, id: string): Promise<void> {
  const [content] = await sql`select from storage.objects where bucket_id = ${id} limit 1`
  if (content) throw new StorageError(409, 'InvalidRequest', 'The bucket you tried to delete is not empty')
  await asCaller(sql, identity, 'storage.bucket.delete', async (transaction) => {
    const deleted = await transaction`delete from storage.buckets where id = ${id} returning id`
    if (deleted.length === 0) throw bucketNotFound()
  })
}

function mimeTypesOf(value: unknown): string[] | null {
  if (value === undefined || value === null) return null
  const types = Array.isArray(value) ? value.map(text) : [undefined]
  if (types.includes(undefined)) throw invalidRequest('allowed_mime_types must be a list of texts')
  return types as string[]
}

const units: Record<string, number> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
}

/** A limit in bytes, given as a number or as `10MB`. */
function sizeOf(value: unknown): number | null {
  if (value === undefined || value === null) return null
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMG]?i?B)?$/i.exec(String(value)) ?? []
  const factor = units[unit.toUpperCase()]
  if (amount === undefined || factor === undefined) throw invalidRequest('Invalid file_size_limit')
  const bytes = Math.round(Number(amount) * factor)
  if (!Number.isSafeInteger(bytes)) throw invalidRequest('Invalid file_size_limit')
  return bytes
}
