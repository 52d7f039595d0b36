import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { FileConfigstore, FileStore as PartialFiles } from '@tus/file-store'
import { Server, type Upload } from '@tus/server'
import { invalidRequest, storageErrorOf, tooLarge } from './errors.ts'
import { identify, type Identity } from './identity.ts'
import type { StorageContext } from './request.ts'
import { signedUploader } from './signing.ts'
import {
  bucketRules,
  parseMetadata,
  rehearse,
  requireMimeType,
  requireValidName,
  sizeLimit,
  writeObject,
  type Place,
} from './upload.ts'

const path = '/storage/v1/upload/resumable'

/** After this time an upload that nobody finished is gone, as on hosted. */
const lifetime = 24 * 60 * 60 * 1000

/** Kept with an upload whose object is there: who asks for it again hears that it is complete. */
const finishedMark = 'finished'

interface Uploader {
  identity: Identity
  upsert: boolean
}

/**
 * Files that arrive in parts over several requests, in the tus protocol. What has arrived lies in a folder and outlives
 * a lost connection and a restart of this service; the last part makes it an object. Policies are asked each time.
 */
export class ResumableUploads {
  readonly #context: StorageContext
  readonly #folder: string
  readonly #notes: FileConfigstore
  readonly #server: Server
  readonly #finishing = new Map<string, Promise<void>>()

  constructor(context: StorageContext, folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#context = context
    this.#folder = folder
    this.#notes = new FileConfigstore(folder)
    this.#server = new Server({
      path,
      datastore: new PartialFiles({
        directory: folder,
        configstore: this.#notes,
        expirationPeriodInMilliseconds: lifetime,
      }),
      respectForwardedHeaders: true,
      disableTerminationForFinishedUploads: true,
      namingFunction: () => randomUUID(),
      getFileIdFromRequest: (_request, id) => (/^[\da-f-]{36}$/.test(id ?? '') ? id : undefined),
      // A link for one upload has an address of its own, and the parts go where the first request went.
      generateUrl: (request, { proto, host, id }) =>
        `${proto}://${host}${new URL(request.url).pathname}/${id}`,
      maxSize: (_request, id) => this.#sizeLimit(id),
      onUploadCreate: async (request, upload) => {
        await this.#admit(request.headers, upload)
        const { [finishedMark]: _ours, ...metadata } = upload.metadata ?? {}
        return { metadata }
      },
      onIncomingRequest: async (request, id) => {
        if (request.method !== 'POST') await this.#resume(request.headers, id)
      },
      onUploadFinish: async (request, upload) => {
        await this.#finish(request.headers, upload)
        return {}
      },
      onResponseError: (request, error) => {
        const known = storageErrorOf(error)
        if (known) return { status_code: known.status, body: known.message }
        if (!('status_code' in error)) console.error(`${request.method} ${request.url}`, error)
        return undefined
      },
    })
  }

  /** Answers one request of a tus client. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.#server.handle(request, response)
  }

  /** Forgets what was begun a day ago or earlier. */
  async removeExpired(): Promise<void> {
    await this.#server.cleanUpExpiredUploads()
  }

  /** A new upload: its name, type and size must suit the bucket, and a policy must let its maker write the row. */
  async #admit(headers: Headers, upload: Upload): Promise<void> {
    const place = placeOf(upload)
    requireValidName(place.name)
    const rules = await bucketRules(this.#context.sql, place.bucket)
    requireMimeType(rules, describe(upload).contentType)
    if ((upload.size ?? 0) > sizeLimit(rules)) throw tooLarge()
    await this.#authorise(headers, place)
  }

  /** A later request. Every byte may be there without an object, if the service ended in between: then it is made now. */
  async #resume(headers: Headers, id: string): Promise<void> {
    const upload = await this.#server.datastore.getUpload(id)
    if (isFinished(upload)) this.#uploader(headers, placeOf(upload))
    else if (upload.offset === upload.size) await this.#finish(headers, upload)
    else await this.#authorise(headers, placeOf(upload))
  }

  async #authorise(headers: Headers, place: Place): Promise<void> {
    const { identity, upsert } = this.#uploader(headers, place)
    await rehearse(this.#context.sql, place, identity, upsert)
  }

  #uploader(headers: Headers, place: Place): Uploader {
    const { secrets } = this.#context
    const token = headers.get('x-signature')
    if (token !== null) return signedUploader(place, token, secrets.jwtSecret)
    const identity = identify(Object.fromEntries(headers), secrets)
    return { identity, upsert: headers.get('x-upsert') === 'true' }
  }

  async #sizeLimit(id: string | null): Promise<number> {
    const upload = await this.#server.datastore.getUpload(id ?? '').catch(() => undefined)
    // The first request is judged by what it says of itself, once that has been read.
    if (!upload) return Number.MAX_SAFE_INTEGER
    return sizeLimit(await bucketRules(this.#context.sql, placeOf(upload).bucket))
  }

  /** One at a time: two requests may find an upload complete. */
  async #finish(headers: Headers, upload: Upload): Promise<void> {
    const running = this.#finishing.get(upload.id) ?? this.#makeObject(headers, upload)
    this.#finishing.set(upload.id, running)
    await running.finally(() => this.#finishing.delete(upload.id))
  }

  /** The object's version is the upload's id: whoever finds it in the row knows that this was done before. */
  async #makeObject(headers: Headers, upload: Upload): Promise<void> {
    const { sql, files } = this.#context
    const place = placeOf(upload)
    const { identity, upsert } = this.#uploader(headers, place)
    try {
      const [done] = await sql`
        select from storage.objects
        where bucket_id = ${place.bucket} and name = ${place.name} and version = ${upload.id}`
      if (!done) {
        const file = await files.adopt(upload.id, join(this.#folder, upload.id))
        await writeObject(this.#context, place, identity, upsert, {
          version: upload.id,
          file,
          ...describe(upload),
        })
      }
    } catch (error) {
      // What was refused for good is not offered again as complete.
      if (storageErrorOf(error)) {
        await files.remove(upload.id)
        await this.#server.datastore.remove(upload.id)
      }
      throw error
    }
    upload.metadata = { ...upload.metadata, [finishedMark]: null }
    await this.#notes.set(upload.id, upload)
  }
}

function isFinished(upload: Upload): boolean {
  return upload.metadata !== undefined && finishedMark in upload.metadata
}

function placeOf({ metadata }: Upload): Place {
  const { bucketName, objectName } = metadata ?? {}
  if (!bucketName || !objectName) throw invalidRequest('Upload-Metadata must name bucketName and objectName')
  return { bucket: bucketName, name: objectName }
}

function describe({ metadata }: Upload) {
  const { contentType, cacheControl, metadata: own } = metadata ?? {}
  return {
    contentType: contentType ?? 'application/octet-stream',
    cacheControl: cacheControl ? `max-age=${cacheControl}` : 'no-cache',
    userMetadata: own ? parseMetadata(own) : null,
  }
}
