import { createHmac } from 'node:crypto'

/** Address that Twilio calls: without the fragment, which only configures the call. */
export const calledUrl = (url: string): string => url.split('#')[0] ?? url

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1 over the called address followed by every form parameter, names in byte
 * order, a repeated name with its distinct values in order.
 */
export function sign(authToken: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort()
  const tail = names.map((name) =>
    [...new Set(params.getAll(name))]
      .sort()
      .map((value) => name + value)
      .join(''),
  )
  return createHmac('sha1', authToken)
    .update(calledUrl(url) + tail.join(''))
    .digest('base64')
}
