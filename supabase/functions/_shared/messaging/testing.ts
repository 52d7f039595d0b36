import type { ChannelCredentials, ProviderName, SendLease } from './types.ts'

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
