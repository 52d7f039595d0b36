import { HTTPException } from 'hono/http-exception'
import { demoAnswers, kindOf, textOf } from '../control/shown.ts'
import type { PatientMessage } from '../control/patient-message.ts'
import type { Delivery } from '../core/deliveries.ts'
import { sid } from '../core/ids.ts'
import type { MediaFile } from '../core/media.ts'
import type { PhoneMessage } from '../core/phones.ts'
import type { Account } from './accounts.ts'
import { inboundParams, type Params } from './payloads.ts'
import type { MessageWire } from './resource.ts'
import type { TwilioService } from './service.ts'

const unsupported = new Set(['edit', 'delete'])

const vcard = ({ name, phone }: { name: string; phone: string }): string =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;TYPE=CELL:+${phone}\r\nEND:VCARD\r\n`

/** Plays the patient's phone towards a Twilio account. */
export class TwilioPatient {
  readonly #service: TwilioService

  constructor(service: TwilioService) {
    this.#service = service
  }

  /** Writes a message. Twilio passes on neither edits nor deletions. */
  async send(
    account: Account,
    message: PatientMessage,
    file: MediaFile | undefined,
  ): Promise<{ id: string; delivery: Delivery | undefined }> {
    if (unsupported.has(message.type) || message.fromMe || message.group)
      throw new HTTPException(400, { message: 'Twilio does not report this kind of message.' })
    const media = message.contact ? await this.#card(message.contact) : file
    const id = message.id ?? sid(media ? 'MM' : 'SM')
    const params = this.#params(account, id, message, media)
    this.#keep(account, id, message, media)
    const delivery = this.#service.postInbound(account, params)
    if (message.type !== 'reaction') this.#followDelivery(id, delivery)
    return { id, delivery }
  }

  /** The patient opens the conversation: the message is read. */
  read(message: PhoneMessage): Delivery | undefined {
    return this.#service.read(message)
  }

  #params(account: Account, id: string, message: PatientMessage, media: MediaFile | undefined): Params {
    const { world } = this.#service
    const isReaction = message.type === 'reaction'
    const replied = isReaction ? message.target : message.replyTo
    const sender = replied && world.phones.get(replied)?.from === 'patient' ? message.from : account.number
    const path = `/2010-04-01/Accounts/${account.sid}/Messages/${id}/Media/${media?.id}`
    return inboundParams({
      accountSid: account.sid,
      sid: id,
      from: `whatsapp:+${message.from.replace(/\D/g, '')}`,
      to: account.number,
      body: isReaction ? (message.emoji ?? message.text) : message.text || documentName(message, media),
      ...(isReaction ? { messageType: 'reaction' } : {}),
      ...(message.name ? { profileName: message.name } : {}),
      ...(media
        ? { media: [{ url: `${world.url}/twilio${path}`, contentType: bareType(media.mimetype) }] }
        : {}),
      ...(message.location ? { location: message.location } : {}),
      ...(message.button ? { button: message.button } : {}),
      ...(message.list ? { list: message.list } : {}),
      ...(message.type === 'form' ? { form: demoAnswers } : {}),
      ...(replied ? { replyTo: { sid: replied, sender } } : {}),
      ...(message.ad
        ? { ad: { clickId: message.ad, headline: 'Converse conosco', sourceUrl: 'https://fb.me/zelo-demo' } }
        : {}),
      forwarded: message.forwarded,
      ...(message.type === 'other' ? { messageType: 'order' } : {}),
    })
  }

  #card(contact: { name: string; phone: string }): Promise<MediaFile> {
    const about = { mimetype: 'text/vcard', fileName: `${contact.name}.vcf` }
    return this.#service.world.media.add(Buffer.from(vcard(contact)), { ...about, id: sid('ME') })
  }

  #keep(account: Account, id: string, message: PatientMessage, media: MediaFile | undefined): void {
    const { phones } = this.#service.world
    const address = `whatsapp:+${message.from.replace(/\D/g, '')}`
    const { name } = message
    phones.meet({ phone: message.from, provider: 'twilio', address, ...(name ? { name } : {}) })
    if (message.type === 'reaction') {
      const target = phones.get(message.target ?? '')
      const reactions = { ...target?.reactions, patient: message.emoji ?? message.text }
      if (target) phones.update(target.id, { reactions })
      return
    }
    const at = (message.at ?? new Date()).toISOString()
    const wire: MessageWire = {
      from: address,
      to: `whatsapp:${account.number}`,
      status: 'received',
      errorCode: null,
      direction: 'inbound',
      statusCallback: null,
      messagingServiceSid: null,
      dateUpdated: at,
    }
    phones.add({
      id,
      provider: 'twilio',
      account: account.sid,
      phone: phones.key(message.from),
      address,
      from: 'patient',
      kind: kindOf(message),
      ...(message.type === 'gif' ? { gif: true as const } : {}),
      text: textOf(message),
      ...(media ? { mediaId: media.id } : {}),
      ...(message.replyTo ? { replyTo: message.replyTo } : {}),
      status: 'sending',
      reactions: {},
      at,
      wire: { ...wire },
    })
  }

  #followDelivery(id: string, delivery: Delivery): void {
    const { phones } = this.#service.world
    void delivery.done.then(({ status, error }) => {
      const taken = status !== null && status < 300
      phones.update(
        id,
        taken ? { status: 'delivered' } : { status: 'failed', error: String(status ?? error) },
      )
    })
  }
}

const bareType = (mimetype: string): string => mimetype.split(';')[0] ?? mimetype

/** Documents carry their file name as body. */
const documentName = (message: PatientMessage, media: MediaFile | undefined): string =>
  message.type === 'document' && media ? media.fileName : ''
