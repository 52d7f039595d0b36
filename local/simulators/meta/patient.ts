import { HTTPException } from 'hono/http-exception'
import { demoAnswers, kindOf, textOf } from '../control/shown.ts'
import type { PatientMessage } from '../control/patient-message.ts'
import { registeredNumber } from '../core/br-phone.ts'
import type { Delivery } from '../core/deliveries.ts'
import type { MediaFile } from '../core/media.ts'
import type { PhoneMessage } from '../core/phones.ts'
import { metaAccount, personId, type MetaAccount } from './accounts.ts'
import { cloudChange, socialEvent } from './payloads.ts'
import { messageId, type MetaService } from './service.ts'

const nowhere = new Set(['viewOnce', 'pix', 'gif'])

/** Plays the phone of somebody who writes to a number, a page or an Instagram account. */
export class MetaPatient {
  readonly #service: MetaService

  constructor(service: MetaService) {
    this.#service = service
  }

  /** Writes a message. */
  send(
    account: MetaAccount,
    message: PatientMessage,
    file: MediaFile | undefined,
  ): { id: string; delivery: Delivery } {
    if (message.group || nowhere.has(message.type))
      throw new HTTPException(400, { message: 'Meta does not report this kind of message.' })
    const id = message.id ?? messageId(account)
    const at = message.at ?? new Date()
    const body =
      account.provider === 'whatsapp_cloud'
        ? this.#cloud(account, id, message, file, at)
        : this.#social(account, id, message, file, at)
    this.#keep(account, id, message, file, at)
    const delivery = this.#service.post(account, body)
    if (!['reaction', 'edit', 'delete'].includes(message.type) && !message.fromMe)
      this.#service.follow(id, delivery)
    return { id, delivery }
  }

  /** The person opens the conversation: the message is read. */
  read(message: PhoneMessage): Delivery | undefined {
    const account = metaAccount(message.account)
    return account && this.#service.read(account, message)
  }

  #cloud(account: MetaAccount, id: string, message: PatientMessage, file: MediaFile | undefined, at: Date) {
    const number = registeredNumber(message.from)
    const user = `BR.${number}`
    const common = { id, timestamp: String(Math.floor(at.getTime() / 1000)) }
    const content = cloudContent(message, file)
    if (message.fromMe) {
      const echo = { ...common, from: account.number, to: number, to_user_id: user, ...content }
      return cloudChange(account, { message_echoes: [echo] }, 'smb_message_echoes')
    }
    const isHidden = message.lid !== undefined && message.lid !== false
    const context = {
      ...(message.replyTo ? { id: message.replyTo, from: account.number } : {}),
      ...(message.forwarded ? { forwarded: true } : {}),
    }
    const written = {
      ...(isHidden ? {} : { from: number }),
      from_user_id: user,
      ...common,
      ...content,
      ...(Object.keys(context).length > 0 ? { context } : {}),
      ...(message.ad ? { referral: adOf(message.ad) } : {}),
    }
    const contact = {
      ...(message.name ? { profile: { name: message.name } } : {}),
      ...(isHidden ? {} : { wa_id: number }),
      user_id: user,
    }
    return cloudChange(account, { contacts: [contact], messages: [written] })
  }

  #social(account: MetaAccount, id: string, message: PatientMessage, file: MediaFile | undefined, at: Date) {
    const person = personId(account.provider, this.#service.world.phones.key(message.from))
    const event = (item: Record<string, unknown>) => socialEvent(account, person, at, item, message.fromMe)
    if (message.type === 'reaction') {
      const emoji = message.emoji ?? message.text
      const action = emoji === '' ? 'unreact' : 'react'
      return event({ reaction: { mid: message.target, action, ...(emoji === '' ? {} : { emoji }) } })
    }
    if (message.type === 'delete') return event({ message: { mid: message.target, is_deleted: true } })
    if (message.type === 'edit') {
      return event({ message_edit: { mid: message.target, text: message.text, num_edit: 1 } })
    }
    const pressed = this.#pressedQuickReply(account, message)
    if (pressed)
      return event({ message: { mid: id, text: pressed.title, quick_reply: { payload: pressed.id } } })
    if (message.type === 'button' || message.type === 'list') {
      const { id: payload = '', title = message.text } = message.list ?? {
        id: message.button?.id,
        title: message.button?.text,
      }
      return event({ postback: { mid: id, title, payload } })
    }
    const attachment = attachmentOf(message, file, this.#service.world.url)
    return event({
      message: {
        mid: id,
        ...(message.fromMe ? { is_echo: true } : {}),
        ...(attachment ? { attachments: [attachment] } : {}),
        ...(message.text ? { text: message.text } : {}),
        ...(message.replyTo ? { reply_to: { mid: message.replyTo } } : {}),
      },
    })
  }

  /** A quick reply comes as a message; other buttons of a page come as a postback. */
  #pressedQuickReply(account: MetaAccount, message: PatientMessage) {
    const wanted = message.button?.id
    if (wanted === undefined) return undefined
    return this.#service.world.phones
      .list({ provider: account.provider, account: account.id, from: 'clinic' })
      .flatMap(({ choices }) => choices ?? [])
      .find(({ id }) => id === wanted)
  }

  #keep(
    account: MetaAccount,
    id: string,
    message: PatientMessage,
    file: MediaFile | undefined,
    at: Date,
  ): void {
    const { phones } = this.#service.world
    const { name, target } = message
    phones.meet({ phone: message.from, ...(name ? { name } : {}) })
    const about = target ? phones.get(target) : undefined
    if (message.type === 'reaction' && about) {
      phones.update(about.id, { reactions: { ...about.reactions, patient: message.emoji ?? message.text } })
    } else if (message.type === 'edit' && about) {
      phones.update(about.id, { text: message.text, edited: true })
    } else if (message.type === 'delete' && about) {
      phones.update(about.id, { deleted: true })
    }
    if (['reaction', 'edit', 'delete'].includes(message.type)) return
    phones.add({
      id,
      provider: account.provider,
      account: account.id,
      phone: phones.key(message.from),
      address: message.from,
      from: message.fromMe ? 'clinic' : 'patient',
      kind: kindOf(message),
      text: textOf(message),
      ...(file ? { mediaId: file.id } : {}),
      ...(message.replyTo ? { replyTo: message.replyTo } : {}),
      status: message.fromMe ? 'sent' : 'sending',
      reactions: {},
      at: at.toISOString(),
      wire: {},
    })
  }
}

function adOf(click: string) {
  return {
    source_url: 'https://fb.me/zelo-demo',
    source_id: '1200000000000035',
    source_type: 'ad',
    headline: 'Converse conosco',
    body: '',
    ctwa_clid: click,
  }
}

/** A message as WhatsApp tells it. */
function cloudContent(message: PatientMessage, file: MediaFile | undefined): Record<string, unknown> {
  const { type, target, text, location, contact, button, list } = message
  if (type === 'reaction') return { type, reaction: { message_id: target, emoji: message.emoji ?? text } }
  if (type === 'delete') return { type: 'revoke', revoke: { original_message_id: target } }
  if (type === 'edit') {
    return { type, edit: { original_message_id: target, message: { type: 'text', text: { body: text } } } }
  }
  if (file) {
    const part = {
      id: file.id,
      mime_type: file.mimetype,
      ...(text ? { caption: text } : {}),
      ...(type === 'document' ? { filename: file.fileName } : {}),
      ...(type === 'audio' && message.voice ? { voice: true } : {}),
    }
    return { type, [type]: part }
  }
  if (location) return { type: 'location', location }
  if (contact) {
    const phones = [{ phone: `+${contact.phone}`, wa_id: contact.phone, type: 'CELL' }]
    return { type: 'contacts', contacts: [{ name: { formatted_name: contact.name }, phones }] }
  }
  if (button) {
    const reply = { id: button.id, title: button.text }
    return { type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } }
  }
  if (list) return { type: 'interactive', interactive: { type: 'list_reply', list_reply: list } }
  if (type === 'form') {
    const reply = { name: 'flow', body: 'Sent', response_json: JSON.stringify(demoAnswers) }
    return { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: reply } }
  }
  if (type === 'other') {
    const errors = [{ code: 131051, title: 'Message type unknown' }]
    return { type: 'unsupported', errors, unsupported: { type: 'poll' } }
  }
  return { type: 'text', text: { body: text } }
}

/** A file, a place or a contact as Messenger and Instagram tell it. */
function attachmentOf(message: PatientMessage, file: MediaFile | undefined, url: string) {
  if (file) {
    const type = ['image', 'video', 'audio'].includes(message.type) ? message.type : 'file'
    const shown = message.type === 'sticker' ? 'image' : type
    return { type: shown, payload: { url: `${url}/graph/files/${file.id}` } }
  }
  if (message.location) {
    const { latitude: lat, longitude: long } = message.location
    return { type: 'location', payload: { coordinates: { lat, long } } }
  }
  if (message.type === 'other') return { type: 'template', payload: { generic: { elements: [] } } }
  return undefined
}
