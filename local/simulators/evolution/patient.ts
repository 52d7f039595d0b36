import { sid, whatsappId } from '../core/ids.ts'
import type { PatientMessage } from '../control/patient-message.ts'
import type { Attempt, Delivery } from '../core/deliveries.ts'
import type { MediaFile } from '../core/media.ts'
import type { PhoneMessage } from '../core/phones.ts'
import { demoAnswers, kindOf, textOf } from '../control/shown.ts'
import * as contents from './contents.ts'
import { deletedByOther, edited, presence, upsert } from './data.ts'
import type { Content, MessageData, MessageKey } from './envelope.ts'
import type { EvolutionGateway } from './gateway.ts'
import type { Instance } from './instances.ts'
import { directKey, groupKey, jidOf, lidKey } from './keys.ts'
import * as media from './media-contents.ts'
import { tick } from './outbound.ts'
import { pictureUrl } from './pictures.ts'

function mediaContent(message: PatientMessage, file: MediaFile, inline: string | undefined): Content {
  const options = {
    seed: file.id,
    mimetype: file.mimetype,
    size: file.size,
    ...(message.text ? { caption: message.text } : {}),
    ...(inline ? { base64: inline } : {}),
  }
  if (message.type === 'image') return media.image(options)
  if (message.type === 'video' || message.type === 'gif')
    return media.video({ ...options, seconds: message.seconds, gifPlayback: message.type === 'gif' })
  if (message.type === 'sticker') return media.sticker(options)
  if (message.type === 'audio')
    return media.audio({ ...options, seconds: message.seconds, ptt: message.voice })
  return media.document({ ...options, fileName: file.fileName })
}

function plainContent(message: PatientMessage): Content {
  const { button, list, location, contact } = message
  if (message.type === 'location' && location) return contents.location(location)
  if (message.type === 'contact' && contact) return contents.contact(contact)
  if (message.type === 'button' && button) return contents.buttonReply(button)
  if (message.type === 'list' && list) return contents.listReply(list)
  if (message.type === 'pix')
    return contents.pixKey({ name: message.name ?? 'Paciente', key: 'pix@exemplo.test', type: 'EMAIL' })
  if (message.type === 'form') return contents.formAnswer(demoAnswers)
  if (message.type === 'viewOnce') return contents.viewOnceOnPhone()
  if (message.type === 'other') return contents.unknown()
  if (message.ad) {
    const sourceUrl = 'https://fb.me/zelo-demo'
    return contents.fromAd(message.text, { clickId: message.ad, title: 'Converse conosco', sourceUrl })
  }
  return contents.text(message.text)
}

/** Plays the patient's phone towards an Evolution instance. */
export class EvolutionPatient {
  readonly #gateway: EvolutionGateway

  constructor(gateway: EvolutionGateway) {
    this.#gateway = gateway
  }

  /** Writes a message of any kind; edits, deletions and reactions name the message they are about. */
  async send(
    instance: Instance,
    message: PatientMessage,
    file: MediaFile | undefined,
  ): Promise<{ id: string; delivery: Delivery | undefined }> {
    const key = this.#key(message)
    const at = message.at ?? new Date()
    const target = message.target ? this.#targetKey(message.target, key) : key
    if (message.type === 'reaction') return this.#react(instance, message, key, target)
    if (message.type === 'edit') {
      this.#gateway.world.phones.update(target.id, { text: message.text, edited: true })
      const data = edited({ key: target, content: contents.text(message.text), at })
      return { id: target.id, delivery: this.#gateway.emit(instance, 'messages.edited', data) }
    }
    if (message.type === 'delete') {
      this.#gateway.world.phones.update(target.id, { text: '', deleted: true })
      const delivery = this.#gateway.emit(instance, 'messages.delete', deletedByOther(target))
      return { id: target.id, delivery }
    }
    const content = this.#content(message, file, await this.#inline(instance, file))
    const data = upsert({
      key,
      content,
      at,
      instanceId: instance.id,
      pushName: message.fromMe ? instance.profileName : (message.name ?? null),
      source: message.source,
    })
    this.#keep(instance, message, data, file)
    if (message.picture) await this.#picture(message, message.picture)
    const delivery = message.unheard ? undefined : this.#gateway.emit(instance, 'messages.upsert', data)
    if (!message.fromMe) this.#followDelivery(data.key.id, delivery)
    if (message.picture && !message.unheard) this.#tellContact(instance, message, data.key.remoteJid)
    return { id: key.id, delivery }
  }

  /** The patient opens the conversation: everything up to now is read. */
  read(message: PhoneMessage): Delivery | undefined {
    const instance = this.#gateway.instances.get(message.account)
    return instance ? tick(this.#gateway, instance, message.id, 'READ') : undefined
  }

  /** The patient writes, records or stops. */
  act(
    instance: Instance,
    { from, state, group }: { from: string; state: string; group?: string | undefined },
  ) {
    const lid = this.#gateway.world.phones.person(from)?.lid
    const jid = group ?? lid ?? jidOf(from)
    return this.#gateway.emit(
      instance,
      'presence.update',
      presence({ jid, state, ...(group ? { author: jidOf(from) } : {}) }),
    )
  }

  #key(message: PatientMessage): MessageKey {
    const id = message.id ?? whatsappId(message.source)
    const { fromMe, from: phone } = message
    if (message.group) return groupKey({ id, fromMe, group: message.group, author: jidOf(phone) })
    const known = this.#gateway.world.phones.person(phone)?.lid
    const lid = typeof message.lid === 'string' ? message.lid : message.lid === false ? undefined : known
    if (lid) return lidKey({ id, fromMe, phone, lid, style: message.lidStyle })
    return directKey({ id, fromMe, phone })
  }

  #targetKey(id: string, own: MessageKey): MessageKey {
    const fromMe = this.#gateway.world.phones.get(id)?.from === 'clinic'
    return { ...own, id, fromMe }
  }

  #content(message: PatientMessage, file: MediaFile | undefined, inline: string | undefined): Content {
    const content = file ? mediaContent(message, file, inline) : plainContent(message)
    const quoted = message.replyTo ? this.#gateway.world.phones.get(message.replyTo) : undefined
    const replying = message.replyTo
      ? contents.replying(content, {
          id: message.replyTo,
          author: quoted?.address ?? jidOf(message.from),
          message: { conversation: quoted?.text ?? '' },
        })
      : content
    return message.forwarded ? contents.forwarded(replying) : replying
  }

  /** The file itself, where the webhook is set to carry media. */
  async #inline(instance: Instance, file: MediaFile | undefined): Promise<string | undefined> {
    if (!file || !instance.webhook?.webhookBase64) return undefined
    return (await this.#gateway.world.media.read(file)).toString('base64')
  }

  #react(instance: Instance, message: PatientMessage, key: MessageKey, target: MessageKey) {
    const { phones } = this.#gateway.world
    const emoji = message.emoji ?? message.text
    const known = phones.get(target.id)
    if (known) phones.update(known.id, { reactions: { ...known.reactions, patient: emoji } })
    const content = contents.reaction({ key: target, emoji })
    const data = upsert({ key, content, instanceId: instance.id, pushName: message.name ?? null })
    return { id: key.id, delivery: this.#gateway.emit(instance, 'messages.upsert', data) }
  }

  #keep(instance: Instance, message: PatientMessage, data: MessageData, file: MediaFile | undefined): void {
    const { phones } = this.#gateway.world
    const address = data.key.remoteJid
    const lid = [address, data.key.remoteJidAlt, data.key.senderLid, data.key.previousRemoteJid].find((jid) =>
      jid?.endsWith('@lid'),
    )
    if (!message.group) {
      const { name } = message
      const about = { ...(name && !message.fromMe ? { name } : {}), ...(lid ? { lid } : {}) }
      phones.meet({ phone: message.from, provider: 'evolution', address, ...about })
    }
    phones.add({
      id: data.key.id,
      provider: 'evolution',
      account: instance.name,
      phone: phones.key(message.group ? address : message.from),
      address,
      from: message.fromMe ? 'clinic' : 'patient',
      ...(message.group && message.name ? { author: message.name } : {}),
      kind: kindOf(message),
      ...(message.type === 'gif' ? { gif: true as const } : {}),
      text: textOf(message),
      ...(file ? { mediaId: file.id } : {}),
      ...(message.replyTo ? { replyTo: message.replyTo } : {}),
      status: message.fromMe ? 'sent' : 'sending',
      reactions: {},
      at: (message.at ?? new Date()).toISOString(),
      wire: { ...data },
    })
  }

  async #picture(message: PatientMessage, base64: string): Promise<void> {
    const { media, phones } = this.#gateway.world
    const file = await media.add(Buffer.from(base64, 'base64'), {
      id: sid('PP'),
      mimetype: 'image/png',
      fileName: 'perfil.png',
    })
    phones.meet({ phone: message.from, picture: file.id })
  }

  /** What the gateway says of whoever wrote, after the message. */
  #tellContact(instance: Instance, message: PatientMessage, remoteJid: string): void {
    const { world } = this.#gateway
    this.#gateway.emit(instance, 'contacts.update', {
      remoteJid,
      pushName: message.name ?? '',
      profilePicUrl: pictureUrl(world, world.phones.person(message.from)?.picture),
      instanceId: instance.id,
    })
  }

  /** The patient's own ticks: one when the product took the webhook, a warning when it refused. */
  #followDelivery(id: string, delivery: Delivery | undefined): void {
    const { phones } = this.#gateway.world
    const apply = ({ status, error }: Attempt) => {
      const known = phones.get(id)
      if (!known || known.status === 'read') return
      const taken = status !== null && status < 300
      phones.update(
        id,
        taken ? { status: 'delivered' } : { status: 'failed', error: String(status ?? error) },
      )
    }
    if (!delivery) phones.update(id, { status: 'sent' })
    void delivery?.done.then(apply)
  }
}
