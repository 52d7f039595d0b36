/** Microseconds of an ISO instant beyond its milliseconds: Postgres keeps six digits, `Date` only three. */
function microseconds(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? ''
  return Number(fraction.padEnd(6, '0').slice(3, 6))
}

/** Orders two ISO instants to the microsecond, whatever their offset notation. */
export function compareInstants(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b) || microseconds(a) - microseconds(b)
}

/** The later of two instants. */
export function laterInstant(a: string | null, b: string): string {
  return a === null || compareInstants(a, b) < 0 ? b : a
}
