import { AppError, toAppError, type AppErrorCode } from './errors'
import { authorisedFetch, bearerToken, publishableKey, supabaseUrl } from './supabase'

/** The Storage API of the project. */
export const storageUrl = `${supabaseUrl}/storage/v1`

/** What the Storage API says of each path that it was asked to sign. */
interface SignedPath {
  path: string | null
  signedURL: string | null
}

/** Addresses under which objects of a private bucket open for a while, by path; one that may not be opened is missing. */
export async function signPaths(
  bucket: string,
  paths: readonly string[],
  seconds: number,
): Promise<Map<string, string>> {
  let response: Response
  try {
    response = await authorisedFetch(`${storageUrl}/object/sign/${bucket}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ expiresIn: seconds, paths }),
    })
  } catch (error) {
    throw toAppError(error)
  }
  if (!response.ok) throw refusal(response.status, await response.text().catch(() => ''))
  const signed = (await response.json()) as SignedPath[]
  return new Map(
    signed.flatMap(({ path, signedURL }) =>
      path !== null && signedURL !== null ? [[path, `${storageUrl}${signedURL}`]] : [],
    ),
  )
}

/** The same signed address, for the browser to save the object under a name. */
export function asDownload(address: string, name: string): string {
  const url = new URL(address)
  url.searchParams.set('download', name)
  return url.href
}

/** A file on its way into a bucket. */
export interface Upload {
  bucket: string
  path: string
  file: Blob
  mimeType: string
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress(share: number): void
}

/** Puts a file in one request. A file that is there already counts as put. Throws AppError. */
export async function putWhole({ bucket, path, file, mimeType, signal, onProgress }: Upload): Promise<void> {
  const token = await bearerToken()
  await new Promise<void>((resolve, reject) => {
    // fetch() tells nothing of how far an upload got
    const request = new XMLHttpRequest()
    request.open('POST', `${storageUrl}/object/${bucket}/${path}`)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.setRequestHeader('apikey', publishableKey)
    request.setRequestHeader('x-upsert', 'false')
    request.setRequestHeader('Content-Type', mimeType)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 300 || isThere(request.status, request.responseText)) resolve()
      else reject(refusal(request.status, request.responseText))
    }
    request.onerror = () => reject(new AppError('network'))
    request.ontimeout = () => reject(new AppError('network'))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    if (signal.aborted) reject(signal.reason)
    else request.send(file)
  })
}

/** Whether an upload was refused because the object is there; hosted says so with 400 and the code in the body. */
export function isThere(status: number, body: string): boolean {
  return status === 409 || (status === 400 && /"(Duplicate|KeyAlreadyExists|409)"/.test(body))
}

/** A refusal of the Storage API, whose real status may stand in its body. */
export function refusal(status: number, body: string): AppError {
  const inner = Number(/"statusCode"\s*:\s*"?(\d{3})/.exec(body)?.[1] ?? status)
  return new AppError(codeOf(inner), body.slice(0, 300), null, inner)
}

function codeOf(status: number): AppErrorCode {
  if (status === 401) return 'session_expired'
  if (status === 403 || status === 404) return 'upload_not_found'
  if (status === 413) return 'media_too_large'
  if (status === 415) return 'media_not_supported'
  if (status === 429) return 'too_many_requests'
  return 'storage_unavailable'
}
