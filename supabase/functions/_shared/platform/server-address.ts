import { ApiError } from './errors.ts'

/** Finds the IP addresses of a host. */
export type ResolveHost = (host: string) => Promise<string[]>

export interface ServerAddressOptions {
  allowPrivate: boolean
  resolve: ResolveHost
}

/**
 * Checks an address that a person typed and that our servers will call: without this, a clinic could make us call
 * the inside of our own network. Returns it without a trailing slash, query or fragment.
 */
export async function checkServerAddress(text: string, options: ServerAddressOptions): Promise<string> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid('Use an address that starts with https://.')
  if (url.username !== '' || url.password !== '')
    throw invalid('Leave user name and password out of the address.')
  if (!options.allowPrivate) {
    const place = await whereabouts(url.hostname, options.resolve)
    if (place === 'nowhere') throw invalid('This server cannot be found. Check the address.')
    if (place === 'inside') throw invalid('This address is not reachable from the internet.')
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

/** Where the host of a URL leads. One private address among several is enough for `inside`. */
export async function whereabouts(
  hostname: string,
  resolve: ResolveHost,
): Promise<'outside' | 'inside' | 'nowhere'> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIpAddress(host) ? [host] : await resolve(host).catch(() => [])
  if (addresses.length === 0) return 'nowhere'
  return addresses.some(isPrivateAddress) ? 'inside' : 'outside'
}

/** True for loop-back, private, link-local, carrier and reserved ranges of IPv4 and IPv6. */
export function isPrivateAddress(address: string): boolean {
  const text = address.toLowerCase().replace(/%.*$/, '')
  const mapped = /^(?:::(?:ffff:(?:0:)?)?|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1]
  if (mapped) return isPrivateIpv4(mapped)
  if (text.includes(':')) {
    return /^(::1?$|::ffff:|64:ff9b:|f[cd]|fe[89a-f]|ff|2001:db8:|2002:|100:)/.test(text)
  }
  return isPrivateIpv4(text)
}

function isPrivateIpv4(address: string): boolean {
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number)
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  )
}

function isIpAddress(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

function invalid(message: string): ApiError {
  return new ApiError(422, 'invalid_server_url', message)
}
