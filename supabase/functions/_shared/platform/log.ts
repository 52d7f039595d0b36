/** What may be logged: identifiers, codes and counts. Never a body, name, phone, e-mail or credential. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Writes one JSON object a line. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** A log whose lines carry these fields too. */
  with(fields: LogFields): Log
}

const order: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 }

/** A log above `threshold` whose lines go to `write`. */
export function createLog(
  write: (line: string) => void,
  threshold: LogLevel = 'info',
  base: LogFields = {},
): Log {
  const at =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      if (order[level] < order[threshold]) return
      write(JSON.stringify({ at: new Date().toISOString(), level, event, ...base, ...fields }))
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => createLog(write, threshold, { ...base, ...fields }),
  }
}

/** Name and code of an error without its message, which may quote data. */
export function describeError(error: unknown): LogFields {
  if (error === undefined) return {}
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  const cause = error.cause instanceof Error ? describeError(error.cause) : {}
  return { error: error.name, error_code: code, cause: cause.error, cause_code: cause.error_code }
}
