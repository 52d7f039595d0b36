/** An answer of the Storage API that is not a success; the wire status is 400, as storage-api answers. */
export class StorageError extends Error {
  override name = 'StorageError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const notFound = (): StorageError => new StorageError(404, 'not_found', 'Object not found')
export const bucketNotFound = (): StorageError =>
  new StorageError(404, 'Bucket not found', 'Bucket not found')
const duplicate = (): StorageError => new StorageError(409, 'Duplicate', 'The resource already exists')
export const invalidToken = (): StorageError =>
  new StorageError(400, 'InvalidJWT', 'The signed token is invalid or expired')
export const invalidRequest = (message: string): StorageError =>
  new StorageError(400, 'invalid_request', message)
export const tooLarge = (): StorageError =>
  new StorageError(413, 'Payload too large', 'The object exceeded the maximum allowed size')

/** Turns what Postgres says about a row into what storage-api says about an object. */
export function storageErrorOf(error: unknown): StorageError | undefined {
  if (error instanceof StorageError) return error
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  switch (code) {
    case '42501':
      return new StorageError(403, 'Unauthorized', message ?? 'new row violates row-level security policy')
    case '23505':
      return duplicate()
    case '23503':
      return bucketNotFound()
    default:
      // Values that the database cannot take are the caller's.
      return /^(22|23)/.test(code ?? '') ? invalidRequest(message ?? 'Invalid input') : undefined
  }
}
