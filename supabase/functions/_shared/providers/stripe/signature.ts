import { createHmac } from 'node:crypto'
import { equalInConstantTime } from '../../platform/hash.ts'

/** Events that are older than this may have been recorded by somebody and sent again. */
const toleranceSeconds = 300

/** What Stripe writes into `Stripe-Signature` as `v1`: HMAC-SHA256 with the whole secret over `<t>.<body>`, in lower-case hex. */
export function stripeSignature(secret: string, seconds: number | string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`, 'utf8').update(body).digest('hex')
}

export type SignatureVerdict = 'valid' | 'invalid' | 'too_old'

/**
 * Whether one of the `v1` values of the header is ours over exactly these bytes, and not older than five minutes. Other
 * schemes are ignored: `v0` is a decoy of test mode. Two `v1` stand there while a secret is rolled.
 */
export function checkStripeSignature(
  header: string | null,
  secret: string,
  body: Uint8Array,
  now: Date,
): SignatureVerdict {
  const parts = (header ?? '').split(',').map((part): [string, string] => {
    const at = part.indexOf('=')
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
  })
  const time = parts.find(([scheme]) => scheme === 't')?.[1] ?? ''
  if (secret === '' || !/^\d{1,15}$/.test(time)) return 'invalid'
  const expected = stripeSignature(secret, time, body)
  let matches = false
  for (const [scheme, value] of parts) {
    if (scheme === 'v1' && equalInConstantTime(value, expected)) matches = true
  }
  if (!matches) return 'invalid'
  return Math.floor(now.getTime() / 1000) - Number(time) > toleranceSeconds ? 'too_old' : 'valid'
}
