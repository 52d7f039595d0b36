import type { MediaLease } from '../../messaging/types.ts'
import { textAt } from '../../platform/json.ts'
import { failureOf, type Fetch } from '../../platform/provider-http.ts'
import { readBytes } from '../../platform/read-bytes.ts'
import type { MediaResult } from '../provider.ts'
import type { TwilioAccount, TwilioClient } from './client.ts'

const mostRedirects = 3
const timeoutMs = 45_000

/**
 * The file of a message, by its id at Twilio. Twilio answers with a short-lived address elsewhere, which must not get the
 * account's password; `follow` refuses addresses inside our own network.
 */
export async function fetchTwilioMedia(
  client: TwilioClient,
  follow: Fetch,
  account: TwilioAccount,
  lease: MediaLease,
): Promise<MediaResult> {
  const media = textAt(lease.media, 'source')
  if (media === null || !/^ME[0-9a-zA-Z]+$/.test(media)) {
    return { outcome: 'gone', detail: 'The webhook named no file.' }
  }
  // Further files of one message have its id with a number behind.
  const message = lease.provider_message_id.split(':')[0] ?? ''
  try {
    let response = await client.media(account, message, media)
    for (let hop = 0; hop < mostRedirects && isRedirect(response.status); hop += 1) {
      const address = response.headers.get('location') ?? ''
      await response.body?.cancel()
      if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
        return temporary('Twilio answered with no address.')
      }
      response = await follow(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    }
    if (response.ok) {
      const bytes = await readBytes(response.body, lease.max_bytes)
      if (bytes === null) return { outcome: 'too_large' }
      return { outcome: 'fetched', bytes, type: response.headers.get('content-type'), name: null }
    }
    await response.body?.cancel()
    const detail = `Twilio answered ${response.status}.`
    if (response.status === 401 || response.status === 403) {
      return { outcome: 'permanent', code: 'provider_auth_failed', detail }
    }
    // For a moment after the webhook Twilio may not have it yet.
    if (response.status === 404 || response.status === 410) return { outcome: 'gone', detail }
    return temporary(detail)
  } catch (error) {
    return temporary(failureOf(error).detail)
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

function temporary(detail: string): MediaResult {
  return { outcome: 'temporary', code: 'provider_unavailable', detail, retryAfterSeconds: null }
}
