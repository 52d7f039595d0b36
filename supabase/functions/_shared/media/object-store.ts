import { readBytes } from '../platform/read-bytes.ts'
import type { Fetch } from '../platform/provider-http.ts'

/**
 * The private buckets of all clinics. Files of conversations are `<tenant>/<yyyy>/<mm>/<id>.<extension>`, files of patients
 * `<tenant>/<patient>/<id>.<extension>`, pictures and files of products
 * `<tenant>/<product>/<id>.<extension>`, exports `<tenant>/<export>/<attempt>.<extension>`.
 */
export type Bucket =
  'whatsapp-media' | 'patient-files' | 'exports' | 'imports' | 'product-images' | 'product-files'

/** The Storage API did not do what it was asked; another attempt may pass. */
export class StorageFailed extends Error {}

/** One bucket of files of the clinics, past row security: who asks has been checked before. */
export interface ObjectStore {
  /** The same storage, another bucket. */
  in(bucket: Bucket): ObjectStore
  /** Writes an object, over one of the same name. What is made while it is sent is never whole in memory. */
  put(path: string, bytes: Uint8Array | ReadableStream<Uint8Array>, type: string): Promise<void>
  /** Null when there is none. */
  get(path: string, limit: number): Promise<{ bytes: Uint8Array | 'too_large' } | null>
  /** Removes those that are there. */
  remove(paths: readonly string[]): Promise<void>
  /** An address that opens one object until `seconds` are over, for a provider to fetch it. */
  sign(path: string, seconds: number, downloadName: string | null): Promise<string>
}

export interface ObjectStoreOptions {
  /** `https://<project>.supabase.co`, as providers reach it. */
  projectUrl: string
  secretKey: string
  fetch: Fetch
}

const timeoutMs = 60_000
/** A stream takes as long as what it is made of. */
const streamTimeoutMs = 15 * 60_000

/** The Storage API of the project; its files of conversations, unless another bucket is named. */
export function createObjectStore(
  { projectUrl, secretKey, fetch }: ObjectStoreOptions,
  bucket: Bucket = 'whatsapp-media',
): ObjectStore {
  const base = `${projectUrl}/storage/v1`

  async function call(method: string, path: string, headers: Record<string, string>, body?: BodyInit) {
    let response: Response
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers: { apikey: secretKey, authorization: `Bearer ${secretKey}`, ...headers },
        ...(body === undefined ? {} : { body }),
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
        signal: AbortSignal.timeout(body instanceof ReadableStream ? streamTimeoutMs : timeoutMs),
      } as RequestInit)
    } catch (cause) {
      throw new StorageFailed('The storage did not answer.', { cause })
    }
    return response
  }

  const command = (method: string, path: string, body: unknown) =>
    call(method, path, { 'content-type': 'application/json' }, JSON.stringify(body))

  return {
    in: (other) => createObjectStore({ projectUrl, secretKey, fetch }, other),
    async put(path, bytes, type) {
      const response = await call(
        'POST',
        `/object/${bucket}/${path}`,
        { 'content-type': type, 'x-upsert': 'true', 'cache-control': 'private, max-age=3600' },
        bytes as Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
      )
      await done(response)
    },
    async get(path, limit) {
      const response = await call('GET', `/object/authenticated/${bucket}/${path}`, {})
      // A missing object is 400 in older versions of the API, with 404 inside.
      if (response.status === 404 || response.status === 400) {
        const said = await response.text()
        if (/not.?found/i.test(said)) return null
        throw new StorageFailed(`The storage answered ${response.status}.`)
      }
      if (!response.ok) await done(response)
      return { bytes: (await readBytes(response.body, limit)) ?? 'too_large' }
    },
    async remove(paths) {
      await done(await command('DELETE', `/object/${bucket}`, { prefixes: paths }))
    },
    async sign(path, seconds, downloadName) {
      const response = await command('POST', `/object/sign/${bucket}/${path}`, { expiresIn: seconds })
      if (!response.ok) await done(response)
      const { signedURL } = (await response.json()) as { signedURL?: string }
      if (!signedURL) throw new StorageFailed('The storage signed nothing.')
      const download = downloadName === null ? '' : `&download=${encodeURIComponent(downloadName)}`
      return `${base}${signedURL}${download}`
    },
  }
}

async function done(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined)
  if (!response.ok) throw new StorageFailed(`The storage answered ${response.status}.`)
}
