import { isObject, listAt, numberAt, textAt, type JsonObject } from '../../platform/json.ts'
import { samePhone } from '../phone.ts'
import type { FindResult, MessagingProvider, SendResult } from '../provider.ts'
import type { Exchange, Fetch } from '../../platform/provider-http.ts'
import { repeatFailures, type TwilioAccount, type TwilioClient } from './client.ts'
import { fetchTwilioMedia } from './fetch-media.ts'
import { isPassingTwilioError, reasonOfTwilioError } from './errors.ts'
import type { ChannelCredentials, SendLease } from '../../messaging/types.ts'

/** Twilio refuses a longer body. */
const longestBody = 1600
const clockSlackMs = 60_000

/** Sends through Twilio. `follow` fetches files from where Twilio leads to. `statusUrl` is told every step of a message and names our id, which settles lost answers. */
export function createTwilioProvider(
  client: TwilioClient,
  statusUrl: string,
  follow: Fetch,
): MessagingProvider {
  return {
    name: 'twilio',
    async send(lease, credentials) {
      const to = recipient(lease)
      if (to === null) return permanent('invalid_number', 'The conversation has no phone number.')
      if ([...textOf(lease)].length > longestBody) {
        return permanent('body_too_long', `Twilio takes at most ${longestBody} characters.`)
      }
      const form = new URLSearchParams({
        To: to,
        ...contentOf(lease),
        StatusCallback: `${statusUrl}?m=${lease.message_id}${repeatFailures}`,
      })
      if (lease.channel.messaging_service_sid)
        form.set('MessagingServiceSid', lease.channel.messaging_service_sid)
      form.set('From', sender(lease))
      return readSend(await client.createMessage(accountOf(lease, credentials), form))
    },
    async findSent(lease, credentials) {
      const to = recipient(lease)
      if (to === null) return { clear: true, ids: [] }
      const since = (Date.parse(lease.first_attempt_at ?? '') || Date.now() - 10 * 60_000) - clockSlackMs
      const query = new URLSearchParams({ To: to, PageSize: '100' })
      query.set('DateSent>', new Date(since).toISOString().slice(0, 10))
      return readFound(await client.listMessages(accountOf(lease, credentials), query), lease, to, since)
    },
    fetchMedia: (lease, credentials) =>
      fetchTwilioMedia(client, follow, accountOf(lease, credentials), lease),
    change: () =>
      Promise.resolve({
        outcome: 'permanent',
        code: 'not_supported',
        detail: 'Twilio changes no message that was sent.',
      }),
  }
}

function textOf(lease: SendLease): string {
  return lease.body ?? ''
}

/** A template is named with its values; Twilio makes the same text of them as the database did. */
function contentOf({ template, body, kind, content: place, media }: SendLease): Record<string, string> {
  if (media) return { ...(body ? { Body: body } : {}), MediaUrl: media.url ?? '' }
  if (kind === 'location') {
    const label = textAt(place, 'name') ?? textAt(place, 'address') ?? ''
    const point = `geo:${numberAt(place, 'latitude')},${numberAt(place, 'longitude')}`
    return { Body: label || point, PersistentAction: label ? `${point}|${label}` : point }
  }
  if (template === null) return { Body: body ?? '' }
  const content = { ContentSid: template.external_id }
  if (Object.keys(template.variables).length === 0) return content
  return { ...content, ContentVariables: JSON.stringify(template.variables) }
}

function accountOf(
  { channel }: { channel: ChannelCredentials | null },
  credentials: Record<string, string>,
): TwilioAccount {
  return { accountSid: channel?.account_sid ?? '', authToken: credentials.auth_token ?? '' }
}

/** `whatsapp:BR.…`: somebody whose phone is hidden. */
const userAddress = /^whatsapp:[A-Z]{2}\.[A-Za-z0-9.]+$/

/** The exact address that wrote, else the phone: Twilio knows some Brazilian numbers without the ninth digit. */
function recipient(lease: SendLease): string | null {
  const raw = lease.to.raw ?? ''
  if (/^whatsapp:\+\d+$/.test(raw) || userAddress.test(raw)) return raw
  return lease.to.phone === null ? null : `whatsapp:${lease.to.phone}`
}

function sender(lease: SendLease): string {
  return `whatsapp:${(lease.channel.sender_phone ?? '').replace(/^whatsapp:/, '')}`
}

function readSend(answer: Exchange): SendResult {
  if (answer.kind === 'not_sent') {
    return {
      outcome: 'temporary',
      code: 'provider_unavailable',
      detail: answer.detail,
      retryAfterSeconds: null,
    }
  }
  if (answer.kind === 'no_answer') return { outcome: 'unknown', detail: answer.detail }
  const { status, body } = answer
  if (status >= 200 && status < 300) {
    const sid = textAt(body, 'sid')
    return sid === null
      ? { outcome: 'unknown', detail: 'Twilio accepted the message without naming it.' }
      : { outcome: 'sent', providerMessageId: sid }
  }
  // A proxy gave up waiting: Twilio behind it may still have sent.
  if (status === 502 || status === 504) return { outcome: 'unknown', detail: `Twilio answered ${status}.` }
  const code = numberAt(body, 'code')
  const detail = code === null ? `Twilio answered ${status}.` : `Twilio ${code}`
  if (status === 429 || status >= 500 || isPassingTwilioError(code)) {
    return {
      outcome: 'temporary',
      code: 'provider_unavailable',
      detail,
      retryAfterSeconds: answer.retryAfterSeconds,
    }
  }
  if (status === 401 || status === 403) return permanent('provider_auth_failed', detail)
  return permanent(reasonOfTwilioError(code), detail)
}

function readFound(answer: Exchange, lease: SendLease, to: string, since: number): FindResult {
  if (answer.kind !== 'answer') return { clear: false, detail: answer.detail }
  if (answer.status !== 200) return { clear: false, detail: `Twilio answered ${answer.status}.` }
  const ids = listAt(answer.body, 'messages')
    .filter(isObject)
    .filter((message) => isSame(message, lease, to, since))
    .flatMap((message) => textAt(message, 'sid') ?? [])
  // Twilio lists the newest first.
  return { clear: true, ids: ids.reverse() }
}

function isSame(message: JsonObject, lease: SendLease, to: string, since: number): boolean {
  const created = Date.parse(textAt(message, 'date_created') ?? textAt(message, 'date_sent') ?? '')
  return (
    (textAt(message, 'direction') ?? 'outbound-api').startsWith('outbound') &&
    isSameRecipient(textAt(message, 'to') ?? '', to) &&
    saysSame((textAt(message, 'body') ?? '').trim(), lease) &&
    (lease.media !== null) === (numberAt(message, 'num_media') ?? 0) > 0 &&
    (Number.isNaN(created) || created >= since)
  )
}

function isSameRecipient(said: string, to: string): boolean {
  return userAddress.test(said) || userAddress.test(to) ? said === to : samePhone(said, to)
}

/** Twilio may show the title of a template, or its buttons, around its text. */
function saysSame(said: string, lease: SendLease): boolean {
  if (lease.kind === 'location') return said === (contentOf(lease).Body ?? '').trim()
  const text = textOf(lease).trim()
  return lease.template === null ? said === text : said.includes(text)
}

function permanent(code: Extract<SendResult, { outcome: 'permanent' }>['code'], detail: string): SendResult {
  return { outcome: 'permanent', code, detail }
}
