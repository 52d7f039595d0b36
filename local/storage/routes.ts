import type { IncomingMessage, ServerResponse } from 'node:http'
import { serveBuckets } from './buckets.ts'
import { sendObject } from './download.ts'
import { invalidRequest, notFound, storageErrorOf } from './errors.ts'
import { identify, type Identity } from './identity.ts'
import {
  copyObject,
  describe,
  findObject,
  findPublicObject,
  listObjects,
  moveObject,
  removeObjects,
} from './objects.ts'
import { answer, readJson, text, type StorageContext, type StorageRequest } from './request.ts'
import type { ResumableUploads } from './resumable.ts'
import { requireSigned, signedUploader, signObject } from './signing.ts'
import { isValidName, upload } from './upload.ts'

const base = '/storage/v1/'
const uploadTokenLife = 2 * 60 * 60
const service: Identity = { role: 'service_role', claims: { role: 'service_role' } }

/** Answers one request of the Storage API as supabase-js speaks it, and tus for large files. */
export async function serveStorage(
  context: StorageContext,
  resumable: ResumableUploads,
  raw: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(raw.url ?? '/', 'http://storage')
    if (!url.pathname.startsWith(base)) throw notFound()
    const [kind = '', ...path] = decodePath(url.pathname.slice(base.length))
    if (kind === 'bucket') {
      const route = { method: raw.method ?? 'GET', id: path[0], action: path[1] }
      const body = route.method === 'GET' || route.method === 'DELETE' ? {} : await readJson(raw)
      await serveBuckets(context, identify(raw.headers, context.secrets), route, body, response)
    } else if (kind === 'object') {
      await serveObjects(context, { raw, response, query: url.searchParams }, path)
    } else if (kind === 'upload' && path[0] === 'resumable') {
      await resumable.serve(raw, response)
    } else {
      throw notFound()
    }
  } catch (error) {
    answerError(raw, response, error)
  }
}

type Incoming = Pick<StorageRequest, 'raw' | 'response' | 'query'>

async function serveObjects(context: StorageContext, incoming: Incoming, path: string[]): Promise<void> {
  const { raw, response } = incoming
  const caller = () => identify(raw.headers, context.secrets)
  const target = (skip: number): StorageRequest => ({
    ...incoming,
    bucket: path[skip] ?? '',
    name: path.slice(skip + 1).join('/'),
  })
  const operation = `${raw.method} ${path[0] ?? ''}${path[0] === 'upload' || path[0] === 'info' ? `/${path[1] ?? ''}` : ''}`

  switch (operation) {
    case 'GET public':
    case 'HEAD public': {
      const request = target(1)
      return sendObject(context, request, await findPublicObject(context, request.bucket, request.name))
    }
    case 'GET sign':
    case 'HEAD sign':
      return sendSigned(context, target(1))
    case 'POST sign':
      return path.length === 2
        ? signMany(context, target(1), caller())
        : signOne(context, target(1), caller())
    case 'POST upload/sign':
      return signUpload(context, target(2), caller())
    case 'PUT upload/sign':
      return uploadSigned(context, target(2))
    case 'POST list':
      return answer(response, 200, await listObjects(context, caller(), path[1] ?? '', await readJson(raw)))
    case 'POST move':
      await moveObject(context, caller(), await readJson(raw))
      return answer(response, 200, { message: 'Successfully moved' })
    case 'POST copy':
      return answer(response, 200, await copyObject(context, caller(), await readJson(raw)))
    default:
  }

  if (path[0] === 'info' && raw.method === 'GET') {
    const request = target(path[1] === 'public' || path[1] === 'authenticated' ? 2 : 1)
    const row =
      path[1] === 'public'
        ? await findPublicObject(context, request.bucket, request.name)
        : await findObject(
            context,
            caller(),
            'storage.object.info_authenticated',
            request.bucket,
            request.name,
          )
    if (!row) throw notFound()
    return answer(response, 200, describe(row))
  }
  const request = target(path[0] === 'authenticated' ? 1 : 0)
  switch (raw.method) {
    case 'GET':
    case 'HEAD': {
      const row = await findObject(
        context,
        caller(),
        'storage.object.get_authenticated',
        request.bucket,
        request.name,
      )
      return sendObject(context, request, row)
    }
    case 'POST':
      return upload(context, request, caller(), raw.headers['x-upsert'] === 'true')
    case 'PUT':
      return upload(context, request, caller(), true)
    case 'DELETE': {
      const names = request.name === '' ? (await readJson(raw)).prefixes : [request.name]
      const removed = await removeObjects(context, caller(), request.bucket, names)
      return answer(response, 200, request.name === '' ? removed : { message: 'Successfully deleted' })
    }
    default:
      throw invalidRequest('Unknown object operation')
  }
}

async function signOne(context: StorageContext, request: StorageRequest, identity: Identity): Promise<void> {
  const { bucket, name, raw, response } = request
  const seconds = secondsOf((await readJson(raw)).expiresIn)
  if (!(await findObject(context, identity, 'storage.object.sign', bucket, name))) throw notFound()
  answer(response, 200, { signedURL: signedUrl(context, bucket, name, seconds) })
}

async function signMany(context: StorageContext, request: StorageRequest, identity: Identity): Promise<void> {
  const { bucket, raw, response } = request
  const body = await readJson(raw)
  const seconds = secondsOf(body.expiresIn)
  const paths = Array.isArray(body.paths) ? body.paths.map(String) : []
  const signed = await Promise.all(
    paths.map(async (path) => {
      const row = await findObject(context, identity, 'storage.object.sign_many', bucket, path)
      return row
        ? { error: null, path, signedURL: signedUrl(context, bucket, path, seconds) }
        : { error: 'Either the object does not exist or you do not have access to it', path, signedURL: null }
    }),
  )
  answer(response, 200, signed)
}

function signedUrl({ secrets }: StorageContext, bucket: string, name: string, seconds: number): string {
  const token = signObject(`${bucket}/${name}`, seconds, secrets.jwtSecret)
  return `/object/sign/${encodePath(bucket, name)}?token=${token}`
}

async function sendSigned(context: StorageContext, request: StorageRequest): Promise<void> {
  const { bucket, name, query } = request
  requireSigned(query.get('token'), `${bucket}/${name}`, 'read', context.secrets.jwtSecret)
  await sendObject(
    context,
    request,
    await findObject(context, service, 'storage.object.get_signed', bucket, name),
  )
}

/**
 * The permission to upload is decided when the link is made, by whoever asks for it. The token names its maker in
 * claims of its own: with `role` and `sub` it would be a session of that person to everything that checks signatures.
 */
async function signUpload(
  context: StorageContext,
  request: StorageRequest,
  identity: Identity,
): Promise<void> {
  const { bucket, name, raw, response } = request
  if (!isValidName(name)) throw invalidRequest('Invalid key')
  raw.resume()
  const claims = {
    use: 'upload',
    upsert: raw.headers['x-upsert'] === 'true',
    owner: identity.claims.sub,
    owner_role: identity.role,
  }
  const token = signObject(`${bucket}/${name}`, uploadTokenLife, context.secrets.jwtSecret, claims)
  answer(response, 200, { url: `/object/upload/sign/${encodePath(bucket, name)}?token=${token}`, token })
}

async function uploadSigned(context: StorageContext, request: StorageRequest): Promise<void> {
  const { identity, upsert } = signedUploader(request, request.query.get('token'), context.secrets.jwtSecret)
  await upload(context, request, identity, upsert)
}

function secondsOf(value: unknown): number {
  const seconds = Number(value)
  if (!Number.isFinite(seconds) || seconds <= 0) throw invalidRequest('expiresIn must be a number of seconds')
  return seconds
}

function encodePath(bucket: string, name: string): string {
  return [bucket, ...name.split('/')].map(encodeURIComponent).join('/')
}

function decodePath(path: string): string[] {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    throw invalidRequest('Malformed path')
  }
}

function answerError(raw: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known = storageErrorOf(error)
  if (!known) console.error(`${raw.method} ${raw.url}`, error)
  if (response.headersSent) {
    response.destroy()
    return
  }
  raw.unpipe()
  raw.resume()
  if (!known)
    return answer(response, 500, { statusCode: '500', error: 'internal', message: 'Internal Server Error' })
  const message = text(known.message) ?? ''
  answer(response, 400, { statusCode: String(known.status), error: known.code, message })
}
