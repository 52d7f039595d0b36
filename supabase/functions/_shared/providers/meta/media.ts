import { failureOf } from '../../platform/provider-http.ts'
import { readBytes } from '../../platform/read-bytes.ts'
import type { MediaResult } from '../provider.ts'
import type { GraphClient } from './graph.ts'

/** Where Meta keeps files; an address in a webhook or an answer may name nothing else. */
const hosts = /^(?:[a-z0-9-]+\.)*(?:fbcdn\.net|fbsbx\.com|cdninstagram\.com)$/

/** Whether a file may be fetched from an address; a stand-in serves them beside its Graph. */
function isMetaFile(url: string, graphUrl: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin } = new URL(url)
  return origin === new URL(graphUrl).origin || (protocol === 'https:' && hosts.test(hostname))
}

/** Fetches a file that Meta named. The token goes only to hosts that ask for it. */
export async function fetchMetaFile(
  graph: GraphClient,
  {
    url,
    token,
    graphUrl,
    maxBytes,
  }: { url: string; token: string | null; graphUrl: string; maxBytes: number },
): Promise<MediaResult> {
  if (!isMetaFile(url, graphUrl)) {
    return { outcome: 'permanent', code: 'media_unavailable', detail: 'The file is not at Meta.' }
  }
  const { hostname, origin } = new URL(url)
  const isTrusted = hostname === 'lookaside.fbsbx.com' || origin === new URL(graphUrl).origin
  try {
    const response = await graph.file(url, isTrusted ? token : null)
    if (response.ok) {
      const bytes = await readBytes(response.body, maxBytes)
      if (bytes === null) return { outcome: 'too_large' }
      return { outcome: 'fetched', bytes, type: response.headers.get('content-type'), name: null }
    }
    await response.body?.cancel()
    const detail = `Meta answered ${response.status}.`
    if (response.status === 401) return { outcome: 'permanent', code: 'provider_auth_failed', detail }
    if ([403, 404, 410].includes(response.status)) return { outcome: 'gone', detail }
    return temporary(detail)
  } catch (error) {
    return temporary(failureOf(error).detail)
  }
}

function temporary(detail: string): MediaResult {
  return { outcome: 'temporary', code: 'provider_unavailable', detail, retryAfterSeconds: null }
}
