import type { ChannelCredentials, ProviderName, SendLease } from './db-types.ts'
import type { Fetch } from './provider-http.ts'
import { createLog } from './log.ts'

/** For tests only: a log that says nothing. */
export const silent = createLog(() => undefined)

/** For tests only: a lease of one attempt. */
export function leaseOf(provider: ProviderName, more: Partial<SendLease> = {}): SendLease {
  const channel: ChannelCredentials = {
    provider,
    credentials: { v: 1, kid: 'k1', iv: '', ct: '' },
    external_id: 'aurora',
    server_url: 'https://evolution.test',
    account_sid: 'ACtest',
    sender_phone: '+14155238886',
    messaging_service_sid: null,
    connection_state: 'open',
    is_active: true,
  }
  return {
    job_id: 1,
    lease_token: 'token',
    attempt: 1,
    message_id: '00000000-0000-4000-8000-000000000009',
    tenant_id: '00000000-0000-4000-8000-000000000001',
    channel_id: '00000000-0000-4000-8000-000000000002',
    provider,
    to: { raw: null, phone: '+5511987654321' },
    kind: 'text',
    body: 'Olá',
    reply_to_provider_id: null,
    reply_to: null,
    template: null,
    content: {},
    media: null,
    uncertain: false,
    first_attempt_at: '2026-03-10T12:00:00Z',
    automation: false,
    channel,
    ...more,
  }
}

/** For tests only: a provider that answers each call with the next of `answers`, and remembers what it was asked. */
export function scripted(answers: readonly (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = []
  const fetch: Fetch = (url, init) => {
    const answer = answers[asked.length]
    asked.push({ url, init })
    return answer instanceof Response
      ? Promise.resolve(answer)
      : Promise.reject(answer ?? new Error('not asked for'))
  }
  return { fetch, asked }
}

/** For tests only: the errors that Node and Deno throw for a refused connection and a lost answer. */
export const networkErrors = {
  refusedByNode: new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  }),
  refusedByDeno: new TypeError(
    'error sending request for url (https://x/): client error (Connect): tcp connect error',
  ),
  reset: new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
  late: new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
}
