/** Everything Twilio may post about WhatsApp, as pure builders of form parameters. */

/** Form parameters in the order in which they are written. */
export type Params = Record<string, string>

export interface InboundOptions {
  accountSid: string
  /** With or without the `whatsapp:` prefix. */
  from: string
  to: string
  sid: string
  body?: string
  profileName?: string
  /** Twilio's word for the kind; derived from what is given when absent. */
  messageType?: string
  media?: readonly { url: string; contentType: string }[]
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  button?: { id: string; text: string }
  /** Answers of a form. */
  form?: Record<string, string>
  list?: { id: string; title: string; description?: string }
  replyTo?: { sid: string; sender: string }
  ad?: { clickId: string; headline: string; sourceUrl: string }
  forwarded?: boolean
  messagingServiceSid?: string
  /** Parameters that Twilio may add without notice. */
  extra?: Params
}

const whatsapp = (address: string): string =>
  address.startsWith('whatsapp:') ? address : `whatsapp:${address}`

/** A message from a patient. */
export function inboundParams(options: InboundOptions): Params {
  const { sid, media = [], location, button, list, replyTo, ad } = options
  const from = whatsapp(options.from)
  return {
    SmsMessageSid: sid,
    NumMedia: String(media.length),
    ...(options.profileName ? { ProfileName: options.profileName } : {}),
    MessageType: options.messageType ?? messageTypeOf(options),
    SmsSid: sid,
    WaId: from.replace(/\D/g, ''),
    SmsStatus: 'received',
    Body: options.body ?? button?.text ?? list?.title ?? '',
    To: whatsapp(options.to),
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: options.accountSid,
    ...(options.messagingServiceSid ? { MessagingServiceSid: options.messagingServiceSid } : {}),
    From: from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(
      media.flatMap(({ url, contentType }, index) => [
        [`MediaContentType${index}`, contentType],
        [`MediaUrl${index}`, url],
      ]),
    ),
    ...(location ? locationParams(location) : {}),
    ...(button ? { ButtonText: button.text, ButtonPayload: button.id } : {}),
    ...(options.form
      ? { MessageType: 'interactive', Body: '', InteractiveData: formData(options.form) }
      : {}),
    ...(list ? { ListId: list.id, ListTitle: list.title, ListDescription: list.description ?? '' } : {}),
    ...(replyTo
      ? { OriginalRepliedMessageSender: whatsapp(replyTo.sender), OriginalRepliedMessageSid: replyTo.sid }
      : {}),
    ...(ad
      ? {
          ReferralHeadline: ad.headline,
          ReferralSourceType: 'ad',
          ReferralSourceUrl: ad.sourceUrl,
          ReferralCtwaClid: ad.clickId,
        }
      : {}),
    ...(options.forwarded ? { Forwarded: 'true' } : {}),
    ...options.extra,
  }
}

function locationParams(location: NonNullable<InboundOptions['location']>): Params {
  return {
    Latitude: String(location.latitude),
    Longitude: String(location.longitude),
    ...(location.address ? { Address: location.address } : {}),
    ...(location.name ? { Label: location.name } : {}),
  }
}

const formData = (form: Record<string, string>): string => {
  const fields = Object.entries(form).map(([name, value]) => ({ name, value }))
  return JSON.stringify({ flow_token: 'demo', pages: [{ id: 'p1', fields }] })
}

function messageTypeOf({ media, location, button, list }: InboundOptions): string {
  if (location) return 'location'
  if (button) return 'button'
  if (list) return 'interactive'
  const type = media?.[0]?.contentType
  if (!type) return 'text'
  if (/vcard/.test(type)) return 'contacts'
  if (type === 'image/webp') return 'sticker'
  const family = type.split('/')[0] ?? ''
  return ['image', 'audio', 'video'].includes(family) ? family : 'document'
}

/** A message in the way of SMS and of old integrations: the short parameter list without prefixes. */
export function bareInboundParams(options: {
  sid: string
  accountSid: string
  from: string
  body: string
}): Params {
  return { SmsSid: options.sid, From: options.from, AccountSid: options.accountSid, Body: options.body }
}

export type TwilioStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered'

export interface StatusOptions {
  accountSid: string
  sid: string
  /** The clinic's sender. */
  from: string
  /** The patient. */
  to: string
  status: TwilioStatus
  errorCode?: number
  errorMessage?: string
  messagingServiceSid?: string
}

/** A status callback. */
export function statusParams(options: StatusOptions): Params {
  const { status, errorCode } = options
  const to = whatsapp(options.to)
  const withEvent = status === 'delivered' || status === 'read' || status === 'undelivered'
  return {
    ...(withEvent ? { EventType: status.toUpperCase() } : {}),
    SmsSid: options.sid,
    SmsStatus: status,
    MessageStatus: status,
    ChannelToAddress: to.replace(/^whatsapp:/, '').replace(/\d{4}$/, 'XXXX'),
    To: to,
    ChannelPrefix: 'whatsapp',
    MessageSid: options.sid,
    AccountSid: options.accountSid,
    ...(options.messagingServiceSid ? { MessagingServiceSid: options.messagingServiceSid } : {}),
    StructuredMessage: 'false',
    From: whatsapp(options.from),
    ApiVersion: '2010-04-01',
    ChannelInstallSid: `XE${options.accountSid.slice(2).padEnd(32, '0')}`,
    ...(errorCode ? { ErrorCode: String(errorCode) } : {}),
    ...(options.errorMessage ? { ErrorMessage: options.errorMessage } : {}),
  }
}

/** The request body. */
export const formBody = (params: Params): string => new URLSearchParams(params).toString()
