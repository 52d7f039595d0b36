import { createHmac } from 'node:crypto'
import { equalInConstantTime } from '../../platform/hash.ts'

/** What Meta writes into `X-Hub-Signature-256` for a body: HMAC-SHA256 with the application's secret over the bytes as sent. */
export function metaSignature(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/**
 * True when one of the secrets signed exactly these bytes. There are several: products of Instagram sign with their own,
 * and two overlap while one is changed. An unset secret signs nothing.
 */
export function isMetaSignature(
  signature: string | null,
  secrets: readonly string[],
  body: Uint8Array,
): boolean {
  if (signature === null) return false
  let matches = false
  for (const secret of secrets) {
    if (secret !== '' && equalInConstantTime(signature, metaSignature(secret, body))) matches = true
  }
  return matches
}
