/** A refusal that the caller may read. `message` says what happened and what to do; `code` is for machines. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly hint: string | undefined
  /** When it is worth trying again. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    options: { hint?: string; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.hint = options.hint
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The database could not be reached or could not take the work now. Callers may try again. */
export class DatabaseUnavailable extends ApiError {
  constructor(cause?: unknown) {
    super(503, 'database_unavailable', 'The service is briefly unavailable. Try again in a moment.', {
      cause,
    })
    this.name = 'DatabaseUnavailable'
  }
}

/** Any thrown value as a refusal; what is not meant for the caller becomes a bare 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError(500, 'internal_error', 'Something went wrong on our side. Try again in a moment.', {
    cause: error,
  })
}
