import { createHmac } from 'node:crypto'
import { equalInConstantTime } from '../../platform/hash.ts'

/**
 * Signature of a form request: the address, then every parameter sorted by name in byte order; a repeated name
 * gives its distinct values, sorted.
 */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  let base = url
  for (const name of [...new Set(params.keys())].sort(byBytes)) {
    for (const value of [...new Set(params.getAll(name))].sort(byBytes)) base += name + value
  }
  return createHmac('sha1', authToken).update(base, 'utf8').digest('base64')
}

/** True when the signature was made with this token over any spelling of the address that Twilio uses. */
export function isTwilioSignature(
  signature: string,
  authToken: string,
  url: string,
  params: URLSearchParams,
): boolean {
  let matches = false
  for (const candidate of spellings(url)) {
    if (equalInConstantTime(signature, twilioSignature(authToken, candidate, params))) matches = true
  }
  return matches
}

/** Twilio names the standard port sometimes, and encodes the query in an older or a newer way. */
function spellings(url: string): string[] {
  const [beforeQuery = url, query] = splitOnce(url, '?')
  const match = /^(https?):\/\/([^/]+)(.*)$/i.exec(beforeQuery)
  const scheme = match?.[1] ?? ''
  const host = match?.[2] ?? ''
  const path = match?.[3] ?? ''
  const bare = host.replace(/:(80|443)$/, '')
  const port = scheme.toLowerCase() === 'http' ? 80 : 443
  const hosts = match ? [host, bare, /:\d+$/.test(bare) ? bare : `${bare}:${port}`] : []
  const queries = query === undefined ? [''] : [`?${query}`, `?${query.replaceAll("'", '%27')}`]
  const all = hosts.flatMap((name) => queries.map((suffix) => `${scheme}://${name}${path}${suffix}`))
  return [...new Set([url, ...all])]
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function byBytes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
