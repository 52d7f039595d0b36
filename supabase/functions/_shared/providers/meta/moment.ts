import type { Json } from '../../platform/json.ts'

/** A moment as Meta writes it: seconds or milliseconds, as number or text, or in ISO; now when it says none. */
export function momentOf(value: Json | undefined, now: Date): string {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  const milliseconds =
    typeof number === 'number'
      ? number < 1e11
        ? number * 1000
        : number
      : typeof number === 'string'
        ? Date.parse(number)
        : Number.NaN
  const moment = new Date(milliseconds)
  return (Number.isNaN(moment.getTime()) ? now : moment).toISOString()
}
