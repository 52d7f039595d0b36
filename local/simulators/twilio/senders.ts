import type { Account } from './accounts.ts'

/** The answer of `GET /v2/Channels/Senders`: the WhatsApp senders of an account. */
export function sendersPage(account: Account, base: string): Record<string, unknown> {
  const sid = `XE${account.sid.slice(2)}`
  const url = `${base}/v2/Channels/Senders`
  const sender = {
    sid,
    status: 'ONLINE',
    sender_id: `whatsapp:${account.number}`,
    webhook: {
      callback_url: account.inboundUrl,
      callback_method: 'POST',
      fallback_url: account.fallbackUrl,
      fallback_method: 'POST',
      status_callback_url: account.statusUrl,
      status_callback_method: 'POST',
    },
    profile: { name: account.friendlyName },
    offline_reasons: null,
    url: `${url}/${sid}`,
  }
  const meta = {
    page: 0,
    page_size: 50,
    first_page_url: url,
    previous_page_url: null,
    url,
    next_page_url: null,
  }
  return { meta: { ...meta, key: 'senders' }, senders: [sender] }
}
