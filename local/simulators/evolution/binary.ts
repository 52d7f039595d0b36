import { createHash } from 'node:crypto'

/** Since 2.3.6 bytes reach the webhook as `{"0":80,…}`; earlier mostly as base64. */
export type BinaryForm = 'object' | 'base64'

/** Bytes that depend on nothing but the seed, in the form a gateway version writes them. */
export function binary(
  seed: string,
  form: BinaryForm = 'object',
  length = 32,
): string | Record<string, number> {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, length)
  return form === 'base64' ? bytes.toString('base64') : Object.fromEntries(bytes.entries())
}

/** A 64-bit number as the gateway may write it. */
export function long(value: number): { low: number; high: number; unsigned: boolean } {
  return { low: value | 0, high: Math.floor(value / 2 ** 32), unsigned: true }
}
