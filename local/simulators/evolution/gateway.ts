import QRCode from 'qrcode'
import type { Attempt, Delivery } from '../core/deliveries.ts'
import { uuid } from '../core/ids.ts'
import { demo } from '../demo.ts'
import type { World } from '../world.ts'
import { connection, qrcode, qrcodeLimit } from './data.ts'
import { envelope } from './envelope.ts'
import { Instances, type ConnectionState, type Instance, type QrCode } from './instances.ts'
import { jidOf } from './keys.ts'
import { retryPolicy, wants, webhookRequest } from './webhook.ts'

const qrLimit = 30

/** Events that the product listens to; what the demo instance is set to at the first boot. */
const demoEvents = [
  'MESSAGES_UPSERT',
  'MESSAGES_UPDATE',
  'MESSAGES_EDITED',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'CONNECTION_UPDATE',
  'QRCODE_UPDATED',
  'PRESENCE_UPDATE',
  'CONTACTS_UPDATE',
]

/** A call of `sendPresence`: a phone shows it until the delay is over. */
export interface ShownPresence {
  account: string
  phone: string
  state: string
  delay: number
}

/** The gateway process: instances, their connections and the webhooks that tell about them. */
export class EvolutionGateway {
  readonly world: World
  readonly instances: Instances
  /** What the product showed people of itself, newest last. */
  readonly presences: ShownPresence[] = []
  readonly #qrTimers = new Map<string, NodeJS.Timeout>()

  constructor(world: World) {
    this.world = world
    this.instances = new Instances(world.touch)
    world.signal.addEventListener('abort', () => {
      for (const timer of this.#qrTimers.values()) clearTimeout(timer)
    })
  }

  /** The demo clinic's instance exists from the first boot on. */
  seed(): void {
    const { instance: name, apikey, number, profileName } = demo.evolution
    if (this.instances.get(name)) return
    const instance = this.instances.create({
      name,
      token: apikey,
      integration: 'WHATSAPP-BAILEYS',
      number,
      ownerJid: jidOf(number),
      profileName,
      state: 'open',
    })
    this.setWebhook(instance, {
      enabled: true,
      url: `${this.world.functionsUrl}/evolution-whatsapp-inbound`,
      events: demoEvents,
    })
  }

  /** The product has moved: so do the webhooks that point at it. */
  moveWebhooks(moved: (url: string) => string): void {
    for (const instance of this.instances.list()) {
      const { webhook } = instance
      if (webhook) this.instances.update(instance, { webhook: { ...webhook, url: moved(webhook.url) } })
    }
  }

  setWebhook(
    instance: Instance,
    wish: {
      enabled: boolean
      url: string
      events: string[]
      headers?: Record<string, string> | undefined
      byEvents?: boolean | undefined
      base64?: boolean | undefined
    },
  ): void {
    const now = new Date().toISOString()
    const webhook = {
      id: instance.webhook?.id ?? uuid(),
      url: wish.url,
      headers: wish.headers ?? {},
      enabled: wish.enabled,
      events: wish.enabled ? wish.events : [],
      webhookByEvents: wish.byEvents ?? false,
      webhookBase64: wish.base64 ?? false,
      createdAt: instance.webhook?.createdAt ?? now,
      updatedAt: now,
      instanceId: instance.id,
    }
    this.instances.update(instance, { webhook })
  }

  /** Shows a person that the clinic writes or records. */
  showPresence(shown: ShownPresence): void {
    this.presences.push(shown)
    if (this.presences.length > 200) this.presences.shift()
    const { account, phone, state } = shown
    this.world.hub.publish({ type: 'presence', account, phone, state })
  }

  /** Posts an event to the instance's webhook, unless it does not want it. */
  emit(instance: Instance, event: string, data: unknown): Delivery | undefined {
    const { webhook } = instance
    if (!wants(webhook, event)) return undefined
    const body = envelope(
      {
        instance: instance.name,
        apikey: instance.token,
        destination: webhook.url,
        ...(instance.ownerJid ? { sender: instance.ownerJid } : {}),
        serverUrl: `${this.world.url}/evolution`,
      },
      event,
      data,
    )
    return this.post(instance, event, body)
  }

  /** Posts a finished body, twice if the fault plan says so. */
  post(instance: Instance, event: string, body: unknown): Delivery | undefined {
    const { webhook } = instance
    if (!webhook) return undefined
    const request = webhookRequest(webhook, event, body)
    const send = () => request.then((ready) => this.world.deliveries.post(ready, retryPolicy))
    const delivery = send()
    if (this.world.faults.takeDuplicate('evolution')) void send()
    const attempt = (which: 'first' | 'done'): Promise<Attempt> => delivery.then((ready) => ready[which])
    return { first: attempt('first'), done: attempt('done') }
  }

  /** Starts to connect: a QR code, and a new one whenever it expires. */
  async connect(instance: Instance, pairingNumber?: string): Promise<QrCode> {
    if (instance.state !== 'connecting') this.#announce(instance, 'connecting', 200)
    return this.#newQr(instance, 1, pairingNumber)
  }

  /** The owner scanned the code (or typed the pairing code). */
  scan(instance: Instance, phone?: { number?: string | undefined; name?: string | undefined }): void {
    this.#stopQr(instance)
    const number = phone?.number ?? instance.number ?? numberOf(instance)
    this.instances.update(instance, {
      number,
      ownerJid: jidOf(number),
      profileName: phone?.name ?? instance.profileName ?? instance.name,
      disconnectionReason: null,
      qr: null,
    })
    this.#announce(instance, 'open', 200)
  }

  /** The connection ends: by the owner's phone (401), a ban (403), a lost network (no reason). */
  disconnect(instance: Instance, statusReason = 401): void {
    this.#stopQr(instance)
    this.instances.update(instance, { disconnectionReason: statusReason, qr: null })
    this.#announce(instance, 'close', statusReason)
  }

  remove(instance: Instance): void {
    this.#stopQr(instance)
    this.instances.remove(instance.name)
  }

  #announce(instance: Instance, state: ConnectionState, statusReason: number): void {
    this.instances.update(instance, { state })
    this.world.hub.publish({ type: 'connection', instance: instance.name, state })
    const profile = {
      ...(instance.ownerJid ? { wuid: instance.ownerJid } : {}),
      ...(instance.profileName ? { profileName: instance.profileName } : {}),
    }
    const data = connection({ instance: instance.name, state, statusReason, ...profile })
    this.emit(instance, 'connection.update', data)
  }

  async #newQr(instance: Instance, count: number, pairingNumber?: string): Promise<QrCode> {
    this.#stopQr(instance)
    const code = `2@${Buffer.from(`${instance.name}:${uuid()}`).toString('base64')}`
    const qr: QrCode = {
      pairingCode: pairingNumber ? uuid().slice(0, 8).toUpperCase() : null,
      code,
      base64: await QRCode.toDataURL(code, { margin: 2, width: 288 }),
      count,
    }
    this.instances.update(instance, { qr })
    this.world.hub.publish({ type: 'connection', instance: instance.name, state: instance.state })
    const { pairingCode, base64 } = qr
    this.emit(instance, 'qrcode.updated', qrcode({ instance: instance.name, code, base64, pairingCode }))
    const refresh = () => this.#refreshQr(instance, count + 1, pairingNumber)
    this.#qrTimers.set(instance.name, setTimeout(refresh, this.world.settings.qrRefreshMs).unref())
    return qr
  }

  #refreshQr(instance: Instance, count: number, pairingNumber?: string): void {
    if (count <= qrLimit) return void this.#newQr(instance, count, pairingNumber)
    this.#stopQr(instance)
    this.instances.update(instance, { qr: null, state: 'close', disconnectionReason: 428 })
    this.emit(instance, 'qrcode.updated', qrcodeLimit())
    const refused = connection({ instance: instance.name, state: 'refused', statusReason: 428 })
    this.emit(instance, 'connection.update', refused)
  }

  #stopQr(instance: Instance): void {
    clearTimeout(this.#qrTimers.get(instance.name))
    this.#qrTimers.delete(instance.name)
  }
}

/** Every instance is another phone, unless the test says which: the demo's own, or eight digits made of the name. */
function numberOf({ name }: Instance): string {
  if (name === demo.evolution.instance) return demo.evolution.number
  const sum = [...name].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 90_000_000, 7)
  return `55119${String(sum + 10_000_000)}`
}
