import { createHmac } from 'node:crypto'

/**
 * Where a request comes from, so that one place can be told from another without being kept: the address is hashed with a key,
 * because there are few enough addresses to try them all.
 */
export function createAddressHash(key: string): (request: Request) => string | null {
  return (request) => {
    const address = callerAddress(request)
    return address === null ? null : createHmac('sha256', key).update(`address:${address}`).digest('hex')
  }
}

/** As the platform's proxies saw it. Behind others, a caller can write the header too: it slows guessing down, and proves nothing alone. */
function callerAddress(request: Request): string | null {
  const seen = request.headers.get('cf-connecting-ip') ?? request.headers.get('x-forwarded-for')
  const address = seen?.split(',')[0]?.trim().toLowerCase() ?? ''
  return address === '' ? null : address.slice(0, 64)
}
