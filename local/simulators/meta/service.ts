import { randomBytes } from 'node:crypto'
import { registeredNumber } from '../core/br-phone.ts'
import type { Attempt, Delivery } from '../core/deliveries.ts'
import type { PhoneMessage } from '../core/phones.ts'
import { runSteps, type Step } from '../core/sequence.ts'
import { demo } from '../demo.ts'
import type { World } from '../world.ts'
import { personId, type MetaAccount } from './accounts.ts'
import { cloudChange, socialEvent } from './payloads.ts'
import { metaJson, metaRetries, metaWebhook } from './webhook.ts'

const windowMs = 24 * 60 * 60 * 1000
const rank = { sending: 0, sent: 1, delivered: 2, read: 3, failed: 4 }

/** What a clinic asks Meta to send. */
export interface MetaOutgoing {
  /** Digits of a phone. */
  phone: string
  address: string
  kind: PhoneMessage['kind']
  text: string
  mediaId?: string | undefined
  replyTo?: string | undefined
  /** Comes back with every status, or with the echo. */
  mark?: string | undefined
  isTemplate?: boolean
  choices?: PhoneMessage['choices'] | undefined
  isList?: boolean
  /** Marked as written by a person: taken for a week. */
  isHuman?: boolean
}

/** The part of Meta that lives: signed webhooks, the 24-hour window, the fate of each message. */
export class MetaService {
  readonly world: World

  constructor(world: World) {
    this.world = world
  }

  /** Posts a signed webhook, twice if the fault plan says so. */
  post(account: MetaAccount, body: unknown): Delivery {
    const text = typeof body === 'string' ? body : metaJson(body)
    const request = metaWebhook(demo.meta.appSecret, `${this.world.functionsUrl}/meta-webhook`, text)
    const delivery = this.world.deliveries.post(request, metaRetries)
    if (this.world.faults.takeDuplicate(account.provider)) this.world.deliveries.post(request, metaRetries)
    return delivery
  }

  /** Whether a text may go now: the person wrote within a day, or within a week where a person answers. */
  isOpen(account: MetaAccount, phone: string, isHuman: boolean): boolean {
    const from = Date.now() - (isHuman ? 7 : 1) * windowMs
    return this.world.phones
      .list({ provider: account.provider, account: account.id, phone, from: 'patient' })
      .some((message) => Date.parse(message.at) > from)
  }

  /** Accepts a message and starts its life. */
  async send(account: MetaAccount, outgoing: MetaOutgoing): Promise<PhoneMessage> {
    const { world } = this
    const message = world.phones.add({
      id: messageId(account),
      provider: account.provider,
      account: account.id,
      phone: world.phones.key(outgoing.phone),
      address: outgoing.address,
      from: 'clinic',
      kind: outgoing.kind,
      text: outgoing.text,
      ...(outgoing.mediaId ? { mediaId: outgoing.mediaId } : {}),
      ...(outgoing.replyTo ? { replyTo: outgoing.replyTo } : {}),
      ...(outgoing.choices?.length ? { choices: outgoing.choices } : {}),
      ...(outgoing.isList ? { isList: true as const } : {}),
      status: 'sending',
      reactions: {},
      at: new Date().toISOString(),
      wire: { mark: outgoing.mark ?? null },
    })
    const plan = world.faults.plan(account.provider)
    const life = runSteps(this.#lifeOf(account, message, outgoing), {
      plan,
      delayMs: world.settings.statusDelayMs,
      signal: world.signal,
    })
    if (plan.statusBeforeResponse) await life
    return message
  }

  /** The person opens the conversation: the message is read. */
  read(account: MetaAccount, message: PhoneMessage): Delivery | undefined {
    return this.#advance(account, message.id, 'read')
  }

  #lifeOf(account: MetaAccount, message: PhoneMessage, outgoing: MetaOutgoing): Step[] {
    const to = (status: 'sent' | 'delivered' | 'read') => () => this.#advance(account, message.id, status)
    if (
      account.provider === 'whatsapp_cloud' &&
      !outgoing.isTemplate &&
      !this.isOpen(account, message.phone, false)
    ) {
      return [() => this.#fail(account, message.id, 131047, 'Re-engagement message')]
    }
    const delivered = [to('sent'), to('delivered')]
    return this.world.settings.autoRead ? [...delivered, to('read')] : delivered
  }

  #fail(account: MetaAccount, id: string, code: number, title: string): Delivery | undefined {
    const message = this.world.phones.update(id, { status: 'failed', error: `${code} ${title}` })
    if (!message) return undefined
    const errors = [{ code, title, message: title, error_data: { details: title } }]
    return this.#status(account, message, 'failed', { errors })
  }

  /** Moves a sent message up its ladder and tells of it. */
  #advance(account: MetaAccount, id: string, status: 'sent' | 'delivered' | 'read'): Delivery | undefined {
    const message = this.world.phones.get(id)
    if (!message) return undefined
    if (rank[status] >= rank[message.status]) this.world.phones.update(id, { status })
    if (this.world.faults.plan(account.provider).noCallbacks) return undefined
    if (account.provider === 'whatsapp_cloud') {
      const pricing = { billable: true, pricing_model: 'PMP', category: 'service', type: 'regular' }
      return this.#status(account, message, status, status === 'read' ? {} : { pricing })
    }
    const person = personId(account.provider, message.phone)
    const now = new Date()
    if (status === 'sent') {
      const mark = message.wire.mark
      const echo = {
        mid: id,
        is_echo: true,
        app_id: Number(demo.meta.appId),
        ...(message.text ? { text: message.text } : {}),
        ...(typeof mark === 'string' ? { metadata: mark } : {}),
      }
      return this.post(account, socialEvent(account, person, now, { message: echo }, true))
    }
    if (account.provider === 'instagram') {
      // Instagram tells nobody of deliveries.
      return status === 'read'
        ? this.post(account, socialEvent(account, person, now, { read: { mid: id } }))
        : undefined
    }
    const watermark = now.getTime()
    const item = status === 'read' ? { read: { watermark } } : { delivery: { mids: [id], watermark } }
    return this.post(account, socialEvent(account, person, now, item))
  }

  #status(account: MetaAccount, message: PhoneMessage, status: string, more: object): Delivery {
    const mark = message.wire.mark
    const told = {
      id: message.id,
      status,
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: registeredNumber(message.address),
      ...(typeof mark === 'string' ? { biz_opaque_callback_data: mark } : {}),
      ...more,
    }
    const contacts = [{ wa_id: registeredNumber(message.address) }]
    return this.post(account, cloudChange(account, { contacts, statuses: [told] }))
  }

  /** Shows on the phone whether the clinic took what was written. */
  follow(id: string, delivery: Delivery): void {
    void delivery.done.then(({ status, error }: Attempt) => {
      const patch =
        status === 200
          ? { status: 'delivered' as const }
          : { status: 'failed' as const, error: String(status ?? error) }
      this.world.phones.update(id, patch)
    })
  }
}

/** An id in the style of each. */
export function messageId({ provider }: MetaAccount): string {
  const random = randomBytes(20).toString('base64url')
  if (provider === 'whatsapp_cloud') return `wamid.${random}=`
  return provider === 'messenger' ? `m_${random}` : `aWdf${random}ZDZD`
}
