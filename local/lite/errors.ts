/** What a Postgres error carries over the wire. */
interface DatabaseError {
  code: string
  message: string
  detail?: string
  hint?: string
}

/** Errors that lite already renders as PostgREST does. */
const renderedWell = new Set(['23505', '23503', '42501', '42703', '42883', '42P01', 'PGRST', '25006'])

/**
 * PostgREST's HTTP status for a class of SQLSTATE; 400 for the classes that are not listed. Of these 54, which is input
 * of too many dimensions or levels, is 500 there.
 */
const statusOfClass: Record<string, number> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53': 503,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
}

const statusOfCode: Record<string, number> = { '42P17': 500, P0001: 400, '57P01': 503, '53400': 500 }

/** The HTTP status that PostgREST answers for a SQLSTATE. */
function statusFor(code: string): number {
  return statusOfCode[code] ?? statusOfClass[code.slice(0, 2)] ?? 400
}

/**
 * Repairs: lite answers 500 with code `SUP` for custom SQLSTATEs, plain RAISE and check violations. They are
 * restated as `RAISE SQLSTATE 'PGRST'`, which lite renders word for word.
 */
export function restateError(error: unknown): unknown {
  if (isUnfit(error)) return restateError(Object.assign(new Error('invalid input syntax'), { code: '22P02' }))
  if (!isDatabaseError(error) || renderedWell.has(error.code) || /^PT\d{3}$/.test(error.code)) return error
  const { code, message, detail, hint } = error
  return Object.assign(
    new Error(JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null })),
    {
      code: 'PGRST',
      detail: JSON.stringify({ status: statusFor(code), headers: {} }),
    },
  )
}

function isDatabaseError(error: unknown): error is DatabaseError {
  const code = (error as Partial<DatabaseError> | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
}

/** Repairs: a value that the driver cannot write as the type of its column ends as 500. */
function isUnfit(error: unknown): boolean {
  return error instanceof TypeError && (error as { code?: string }).code === 'ERR_INVALID_ARG_TYPE'
}
