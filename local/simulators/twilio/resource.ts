import type { PhoneMessage } from '../core/phones.ts'

/** What Twilio keeps of a message beside what the phone shows. */
export interface MessageWire {
  from: string
  to: string
  status: string
  errorCode: number | null
  direction: 'inbound' | 'outbound-api'
  statusCallback: string | null
  messagingServiceSid: string | null
  dateUpdated: string
}

/** RFC 2822, as the 2010 API writes its dates. */
export const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000')

/** The Message resource of the 2010 API. */
export function messageResource(message: PhoneMessage): Record<string, unknown> {
  const wire = message.wire as unknown as MessageWire
  const uri = `/2010-04-01/Accounts/${message.account}/Messages/${message.id}`
  const waiting = wire.status === 'queued' || wire.status === 'accepted'
  return {
    account_sid: message.account,
    api_version: '2010-04-01',
    body: message.text,
    date_created: rfc2822(message.at),
    date_sent: waiting ? null : rfc2822(message.at),
    date_updated: rfc2822(wire.dateUpdated),
    direction: wire.direction,
    error_code: wire.errorCode,
    error_message: null,
    from: wire.from,
    messaging_service_sid: wire.messagingServiceSid,
    num_media: message.mediaId ? '1' : '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    sid: message.id,
    status: wire.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: wire.to,
    uri: `${uri}.json`,
  }
}
