import { ApiError } from './errors.ts'

/** Classes of SQLSTATE that mean "not now": connection, resources, operator intervention, system. */
const unavailableClasses = new Set(['08', '53', '57', '58'])

/** Codes of the driver and of the operating system for a connection that cannot be had or was lost. */
const connectionCodes =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|CONNECT\w*|CONNECTION_\w+)$/

/** Two transactions met: the same call can succeed when it is made again. */
export function isConflictOfTransactions(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** True when the database could not be reached, or could not take work. */
export function isDatabaseDown(error: unknown): boolean {
  const code = codeOf(error)
  if (connectionCodes.test(code)) return true
  return isSqlState(code) && unavailableClasses.has(code.slice(0, 2))
}

/**
 * A refusal by the SQL (`PTnnn`: status nnn, the message is the machine code) as the caller should read it.
 * Everything else that the database says is for the log only.
 */
export function toRefusal(error: unknown): ApiError {
  const code = codeOf(error)
  const said = saidBy(error)
  if (/^PT[1-5]\d\d$/.test(code)) {
    return new ApiError(Number(code.slice(2)), said.message, said.detail ?? said.message, {
      ...(said.hint === undefined ? {} : { hint: said.hint }),
      cause: error,
    })
  }
  if (code === '42501') {
    return new ApiError(403, 'forbidden', 'You may not do this. Ask an administrator of the clinic.', {
      cause: error,
    })
  }
  // text that Postgres cannot store: a NUL, half a surrogate pair
  if (code === '22021' || code === '22P05') {
    return new ApiError(400, 'invalid_request', 'A text holds characters that cannot be stored.', {
      cause: error,
    })
  }
  if (code === '40001' || code === '40P01') {
    return new ApiError(503, 'try_again', 'Somebody changed the same data. Try again.', { cause: error })
  }
  return new ApiError(500, 'internal_error', 'Something went wrong on our side. Try again in a moment.', {
    cause: error,
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code)
}

/** Fields of a Postgres error, where the driver sets them. */
function saidBy(error: unknown): { message: string; detail?: string; hint?: string } {
  if (!(error instanceof Error)) return { message: 'internal_error' }
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined
  return { message: error.message, ...(detail ? { detail } : {}), ...(hint ? { hint } : {}) }
}
