import type { ErrorCode } from '@contracts/error-codes'

/** Our own codes, and those of Auth, which are kept apart: "auth.invalid_credentials". */
export type AppErrorCode = ErrorCode | `auth.${string}`

/**
 * The one error the screens know: a machine code (docs/error-codes.md) with what the server said about it.
 * The sentence for people is looked up by `code` in `locales/<locale>/errors.json`.
 */
export class AppError extends Error {
  override readonly name = 'AppError'

  constructor(
    readonly code: AppErrorCode,
    message: string = code,
    readonly detail: string | null = null,
    readonly status: number | null = null,
  ) {
    super(message)
  }
}

/** The error of a database call as the Data API sends it. */
export interface DataApiError {
  code?: string | null
  message?: string | null
  details?: string | null
  hint?: string | null
}

/** RFC 9457 body of a function's refusal. */
export interface Problem {
  title?: string
  status?: number
  code?: string
  detail?: string
  hint?: string
  request_id?: string
}

/** Codes of Postgres and PostgREST that mean something to a person; our own errors are PTnnn. */
const dataApiCodes: Record<string, ErrorCode> = {
  PGRST301: 'session_expired',
  PGRST302: 'session_expired',
  PGRST303: 'session_expired',
  PGRST000: 'service_unavailable',
  PGRST001: 'service_unavailable',
  PGRST002: 'service_unavailable',
  PGRST003: 'service_unavailable',
  '42501': 'forbidden',
  '57014': 'timeout',
}

/** Whether a text is a machine code. One that this app does not know yet is of a newer server: it has no sentence here. */
const isErrorCode = (text: string): text is ErrorCode => /^[a-z][a-z0-9_]{2,79}$/.test(text)

/** Maps an error of the Data API: `PTnnn` carries our code in `message`. */
export function fromDataApi(error: DataApiError, status: number | null = null): AppError {
  const code = error.code ?? ''
  const message = error.message ?? ''
  if (isNetworkFailure(message)) return new AppError('network', message, null, status)
  const detail = [error.details, error.hint].filter(Boolean).join(' ') || null
  if (/^PT\d{3}$/.test(code)) {
    const own = Number(code.slice(2))
    return new AppError(isErrorCode(message) ? message : codeOfStatus(own), message, detail, own)
  }
  return new AppError(dataApiCodes[code] ?? codeOfStatus(status), message, detail ?? (code || null), status)
}

/** Maps the refusal of an edge function. */
export function fromProblem(problem: Problem, status: number): AppError {
  const detail = [problem.detail, problem.hint].filter(Boolean).join(' ') || null
  const trace = problem.request_id ? ` (${problem.request_id})` : ''
  const code = problem.code ?? ''
  const text = detail ? `${detail}${trace}` : trace.trim() || null
  if (isErrorCode(code)) return new AppError(code, problem.title ?? '', text, status)
  const known = [code, text].filter(Boolean).join(' ') || null
  return new AppError(codeOfStatus(status), problem.title ?? '', known, status)
}

/** Anything thrown, as an AppError. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (!(error instanceof Error)) return new AppError('unexpected', String(error))
  if (isNetworkFailure(error.message) || error.name === 'AuthRetryableFetchError') {
    return new AppError('network', error.message)
  }
  return isAuthFailure(error) ? fromAuth(error) : new AppError('unexpected', error.message)
}

/** What Auth throws; older servers send a sentence without a code. */
type AuthFailure = Error & { code?: unknown; status?: unknown }

function isAuthFailure(error: Error): error is AuthFailure {
  return /^Auth|^CustomAuth/.test(error.name)
}

function fromAuth(error: AuthFailure): AppError {
  const status = typeof error.status === 'number' ? error.status : null
  const code = typeof error.code === 'string' && error.code ? error.code : authCodeOf(error.message)
  return new AppError(code ? `auth.${code}` : codeOfStatus(status), error.message, null, status)
}

function authCodeOf(message: string): string | null {
  if (/invalid login credentials/i.test(message)) return 'invalid_credentials'
  if (/already (been )?registered|already exists/i.test(message)) return 'user_already_exists'
  return null
}

/** What an HTTP status says to people, where nothing better is known. */
export function codeOfStatus(status: number | null): ErrorCode {
  if (status === null) return 'unexpected'
  if (status === 401) return 'session_expired'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'too_many_requests'
  if (status === 502 || status === 503 || status === 504) return 'service_unavailable'
  return 'unexpected'
}

function isNetworkFailure(message: string): boolean {
  return /failed to fetch|networkerror|load failed|network request failed|fetch failed/i.test(message)
}
